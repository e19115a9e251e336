import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../../../src/sandbox.ts';
import { createClient, getToken, post } from '../client.ts';
import { createVisitor } from '../visitor.ts';

type Headers = Record<string, string>;

const OTHER_PAGES: [string, Headers][] = [
  ['another site, in a browser of today', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a link or an image of another site', { 'sec-fetch-site': 'cross-site' }],
  ['another port of this host', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' }],
  ['another site, in an older browser', { origin: 'https://evil.example' }],
  ['a page without an origin', { origin: 'null' }],
];

function send(sandbox: Sandbox, path: string, init: RequestInit): Promise<Response> {
  return sandbox.fetch(new Request(sandbox.origin + path, init));
}

describe.each(OTHER_PAGES)('%s', (_, headers) => {
  it('gets no token, and mints nothing', async () => {
    const sandbox = createSandbox();
    const body = { client_id: 'any', client_secret: 'any' };
    expect((await send(sandbox, '/v1/token', post(body, headers))).status).toBe(403);
    const own = { ...headers, authorization: `Bearer ${await getToken(sandbox)}` };
    expect((await send(sandbox, '/v1/auth/session', post({ end_user_id: 'eve' }, own))).status).toBe(403);
    expect((await send(sandbox, '/v1/consent', { headers: own })).status).toBe(403);
    expect(sandbox.sessions()).toEqual([]);
  });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded'])(
    'sets up no session by a body of %s',
    async (type) => {
      const sandbox = createSandbox();
      const body = type.endsWith('json') ? '{"ending":"denied"}' : 'ending=denied';
      const init = post(body, { ...headers, 'content-type': type });
      expect((await send(sandbox, '/sandbox/next', init)).status).toBe(403);
      sandbox.mint();
      expect(sandbox.sessions()[0]?.settings.ending).toBe('success');
    },
  );

  it('revokes nothing', async () => {
    const sandbox = createSandbox();
    sandbox.giveConsent(sandbox.mint().session_id);
    const arrangement = sandbox.consents()[0]?.arrangementId ?? '';
    const init = post(new URLSearchParams({ arrangement }).toString(), headers);
    expect((await send(sandbox, '/sandbox/revoke', init)).status).toBe(403);
    expect(sandbox.consents()[0]?.ended).toBeUndefined();
  });

  it.each(['sessions', 'consents', 'webhooks', 'end-users'])('reads no list of %s', async (list) => {
    const response = await send(createSandbox(), `/sandbox/${list}`, { headers });
    expect([response.status, (await response.json()).name]).toEqual([403, 'forbidden_origin']);
  });

  it('opens and frames the hosted pages, and its frame without an origin goes through them', async () => {
    const sandbox = createSandbox();
    const { auth_url, session_id } = sandbox.mint();
    expect((await sandbox.fetch(new Request(auth_url, { headers }))).status).toBe(200);
    const step = `/step?session=${session_id}`;
    expect((await send(sandbox, step, { headers })).status).toBe(200);
    const form = post('step=institution&institution=88888', {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect((await send(sandbox, step, form)).status).toBe(303);
    expect((await send(sandbox, '/icons/88888.svg', { headers })).status).toBe(200);
  });
});

describe('the sandbox’s own page', () => {
  const own: [string, (origin: string) => Headers][] = [
    ['in a browser of today', (origin) => ({ origin, 'sec-fetch-site': 'same-origin' })],
    ['in an older one', (origin) => ({ origin })],
    ['behind a proxy that adds TLS', (origin) => ({ origin: origin.replace('http:', 'https:') })],
    ['by an address that was typed', () => ({ 'sec-fetch-site': 'none' })],
  ];

  it.each(own)('sets up a session and reads the list: %s', async (_, headersFor) => {
    const sandbox = createSandbox();
    const headers = headersFor(sandbox.origin);
    const form = post('fault=denied', { ...headers, 'content-type': 'application/x-www-form-urlencoded' });
    expect((await send(sandbox, '/sandbox/next', form)).status).toBe(303);
    expect((await send(sandbox, '/sandbox/sessions', { headers })).status).toBe(200);
    sandbox.mint();
    expect(sandbox.sessions()[0]?.settings.ending).toBe('denied');
  });

  it('cannot be framed, while the hosted pages can', async () => {
    const sandbox = createSandbox();
    const visitor = createVisitor(sandbox);
    await visitor.open('/');
    expect(visitor.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await visitor.open(sandbox.mint().auth_url);
    expect(visitor.headers.get('content-security-policy')).not.toContain('frame-ancestors');
    expect(visitor.headers.get('x-frame-options')).toBeNull();
    expect(visitor.headers.get('cross-origin-opener-policy')).toBeNull();
  });

  it('tells its own origin to nobody but itself, so that its forms have one', async () => {
    const visitor = createVisitor(createSandbox());
    await visitor.open('/');
    expect(visitor.headers.get('referrer-policy')).toBe('same-origin');
  });
});

it('a server, which sends neither header, is answered; and no page may embed or read what it gets', async () => {
  const sandbox = createSandbox();
  const { status, headers } = await (await createClient(sandbox)).get('/v1/consent');
  expect(status).toBe(200);
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});
