import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';
import { sign, WEBHOOK_BODY, WEBHOOK_SECRET } from '../../support/signed-webhook.ts';

/** What every worker has (WinterTC's minimum), and nothing of Node. */
const WORKER = [
  ...['fetch', 'Request', 'Response', 'Headers', 'URL', 'URLSearchParams'],
  ...['TextEncoder', 'TextDecoder', 'AbortController', 'AbortSignal', 'ReadableStream'],
  ...['crypto', 'atob', 'setTimeout', 'clearTimeout', 'console'],
] as const;

/** Plays an integrator's server inside: mints, answers for the session, and verifies a webhook. */
const SCRIPT = `(async () => {
  const asked = [];
  const consent = { arrangement_id: 'arr-1', active: true, created_at: '2999-01-01T00:00:00Z' };
  const answers = {
    '/v1/token': { token: 'token-1', expires_in: 900 },
    '/v1/auth/session': { session_id: 's-1', auth_url: 'https://auth.fiskil.com?sess_id=s-1', expires_at: 4e9 },
    '/v1/consent': [consent],
  };
  const platform = Server.createConsentServer({
    clientId: 'id',
    clientSecret: 'secret',
    fetch: async (url) => {
      asked.push(new URL(url).pathname);
      return new Response(JSON.stringify(answers[new URL(url).pathname]));
    },
  });
  const resolve = () => ({ endUserId: 'user-1', redirectUri: 'https://app.example/back' });
  const post = (body, headers = {}) =>
    new Request('https://app.example/api', { method: 'POST', body, headers });
  const mint = await platform.sessions.toHandler(resolve)(post('{"flow_id":"Zm9vYmFyYmF6cXV4X18tLQ"}'));
  const status = await platform.sessions.toStatusHandler(resolve)(post('{"session_id":"s-1"}'));
  const signed = { 'x-fiskil-signature': signature };
  const event = await Server.verifyWebhook(post(body, signed), { secret });
  const refused = await Server.verifyWebhook(post(body), { secret }).catch(({ code }) => code);
  return JSON.stringify([asked, await mint.json(), await status.json(), event.message_id, refused]);
})()`;

it('the server runs where there is nothing of Node', async () => {
  const globals = Object.fromEntries(WORKER.map((name) => [name, globalThis[name]]));
  const webhook = { secret: WEBHOOK_SECRET, body: WEBHOOK_BODY, signature: sign(WEBHOOK_BODY) };
  const context = createContext({ ...globals, ...webhook });
  runInContext(await bundle(), context);
  const told = JSON.parse(await runInContext(SCRIPT, context));
  expect(told).toEqual([
    ['/v1/token', '/v1/auth/session', '/v1/consent'],
    expect.objectContaining({ session_id: 's-1', flow_id: 'Zm9vYmFyYmF6cXV4X18tLQ' }),
    { status: 'success' },
    'msg_7c9e6679',
    'signature_missing',
  ]);
  expect(runInContext('typeof process + typeof Buffer + typeof require', context)).toBe(
    'undefined'.repeat(3),
  );
});

/** The built file as one script: a context takes no modules without a flag. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: 'dist/server.js', formats: ['iife'], name: 'Server' } },
  });
  const [{ output }] = built as Rolldown.RolldownOutput[] as [Rolldown.RolldownOutput];
  return output[0].code;
}
