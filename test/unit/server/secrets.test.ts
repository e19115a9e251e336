import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { cleanText } from '../../../src/server/clean-text.ts';
import {
  type ConsentHandler,
  type ConsentServer,
  type ConsentServerError,
  createConsentServer,
  isConsentServerError,
} from '../../../src/server.ts';
import { everythingIn } from '../../support/everything-in.ts';
import {
  answers,
  type FakeAnswer,
  json,
  SECRET,
  settled,
  setUp,
  TOKEN,
  tearDown,
} from '../../support/fake-platform.ts';
import { sign, WEBHOOK_SECRET } from '../../support/signed-webhook.ts';

afterEach(tearDown);

const ID = 'err_7c9e6679-7425-40de-944b-e07fc1f90ae7';
const STATE = 'a-private-state-of-the-app';
const EMAIL = 'somebody.private@example.org';

/** Every verb, with what of it must not be quoted, and the route that its error names. */
const VERBS: readonly [route: string, send: (server: ConsentServer) => Promise<unknown>, own: string][] = [
  [
    'POST /v1/auth/session',
    ({ sessions }) =>
      sessions.create({ endUserId: 'user-1', redirectUri: `https://app.example/back?state=${STATE}` }),
    STATE,
  ],
  ['GET /v1/consent', ({ consents }) => consents.list('user-of-a-query'), 'user-of-a-query'],
  ['GET /v1/consent', ({ consents }) => consents.madeSince('user-of-a-query', 1e12), 'user-of-a-query'],
  ['DELETE /v1/consent/{arrangement_id}', ({ consents }) => consents.revoke('arr-1'), SECRET],
  ['POST /v1/end-users', ({ endUsers }) => endUsers.create({ email: EMAIL }), EMAIL],
  ['GET /v1/end-users', ({ endUsers }) => endUsers.findByEmail(EMAIL), EMAIL],
  ['GET /v1/end-users/{end_user_id}', ({ endUsers }) => endUsers.get('user-1'), SECRET],
  ['DELETE /v1/end-users/{end_user_id}', ({ endUsers }) => endUsers.delete('user-1'), SECRET],
  [
    'GET /v1/institutions',
    ({ institutions }) => institutions.list({ industry: 'all-of-them' }),
    'all-of-them',
  ],
];

/** A client whose every request is answered by `answer`, but for its token unless that is what is asked. */
function answering(answer: FakeAnswer, { token = 'token-of-the-client', secret = SECRET, at = 'verb' } = {}) {
  return createConsentServer({
    clientId: 'the-client-id',
    clientSecret: secret,
    tries: 1,
    store: { getItem: () => '{"sessionId":"s-1","mintedAt":1e12}', setItem: () => {} },
    fetch: async (url, init) => {
      const path = new URL(url).pathname;
      if (path === TOKEN && at === 'verb') return json(200, { token, expires_in: 900 });
      const body = init.body ? JSON.parse(String(init.body)) : {};
      return answer({ url, path, query: {}, init, headers: new Headers(init.headers), body });
    },
  });
}

async function errorOf(work: Promise<unknown>): Promise<ConsentServerError> {
  const { error } = await settled(work);
  if (!isConsentServerError(error)) throw new Error('did not fail as it should', { cause: error });
  return error;
}

const echo: FakeAnswer = ({ url, body, headers }) => {
  const request = `${url} ${JSON.stringify(body)} ${headers.get('authorization')}`;
  return json(400, { id: request, name: request, message: request });
};
const throwRequest: FakeAnswer = ({ url, body, headers }) => {
  const request = { url, body, authorization: headers.get('authorization') };
  throw Object.assign(new Error(JSON.stringify(request)), { request, code: SECRET, cause: { code: SECRET } });
};
const brokenJson: FakeAnswer = ({ url, body, headers }) =>
  new Response(`{"token": ${url} ${JSON.stringify(body)} ${headers.get('authorization')}`);
const wrongShape: FakeAnswer = ({ url, body }) =>
  json(200, { ...body, url, token: 'a token ', session_id: 5 });

describe.each<[string, FakeAnswer]>([
  ['echoes the request', echo],
  ['throws the request', throwRequest],
  ['answers broken JSON', brokenJson],
  ['answers another shape', wrongShape],
])('where the platform %s', (_, answer) => {
  test.each(VERBS)(
    'the error of %s holds no secret, no token and nothing of its query',
    async (route, send, own) => {
      const { error } = await settled(send(answering(answer)));
      if (!error) return expect(route).toMatch(/^DELETE/); // Nothing of the answer is read there.
      const all = everythingIn(error);
      expect(all).toContain(route);
      expect(all).not.toMatch(/5ecret|token-of-the-client/);
      expect(all).not.toContain(own);
      expect(all).not.toContain('?');
    },
  );

  test('the error of the token endpoint holds no secret', async () => {
    const all = everythingIn(await errorOf(answering(answer, { at: 'all' }).consents.list('user-1')));
    expect(all).toContain('POST /v1/token');
    expect(all).not.toMatch(/5ecret|the-client-id/);
  });
});

/** Ways to write a text that somebody can undo. */
const SPELLINGS: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'in upper case': (text) => text.toUpperCase(),
  'for an address': encodeURIComponent,
  'for an address, in lower case': (text) =>
    encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase()),
  'for an address, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'every byte for an address': (text) => bytes(text, 'hex').replace(/../g, '%$&'),
  'for a form': (text) => new URLSearchParams({ text }).toString().slice('text='.length),
  'for JSON': (text) => JSON.stringify(text).slice(1, -1),
  'for JSON, letter by letter': (text) =>
    units(text)
      .map((code) => `\\u${hex(code, 4)}`)
      .join(''),
  'for a script': (text) =>
    units(text)
      .map((code) => (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`))
      .join(''),
  'for a page': (text) =>
    text.replace(
      /[&<>"']/g,
      (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[one] ?? '',
    ),
  'for a page, letter by letter': (text) =>
    units(text)
      .map((code) => `&#${code};`)
      .join(''),
  'for a page, in hex': (text) =>
    units(text)
      .map((code) => `&#x${hex(code, 2)};`)
      .join(''),
  'in base64': (text) => bytes(text, 'base64'),
  'in base64 for an address': (text) => bytes(text, 'base64url'),
  'as a basic authorization': (text) => `Basic ${bytes(`the-client-id:${text}`, 'base64')}`,
  'in hex': (text) => bytes(text, 'hex'),
  'cut off at the end': (text) => text.slice(0, -3),
  'cut off at the start': (text) => text.slice(3),
  'split by a control character': (text) => `${text.slice(0, 5)}\u0007${text.slice(5)}`,
  'split by line breaks': (text) => text.replace(/.{4}/gu, '$&\r\n'),
  'split by what cannot be seen': (text) => [...text].join('\u200b'),
  'written backwards by an override': (text) => `\u202e${text}\u202c`,
  'split by dashes': (text) => [...text].join('-'),
};
const units = (text: string) => [...text].map((letter) => letter.codePointAt(0) ?? 0);
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text).toString(encoding);

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789é';
const secrets = fc
  .string({ unit: fc.constantFrom(...LETTERS, ...'-_.~+/=&<>"\'% \\'), minLength: 20, maxLength: 60 })
  .filter((text) => text.trim() === text && text.replace(/[^\p{L}\p{N}]/gu, '').length >= 16);
const words = fc.constantFrom('', 'denied for ', 'client_secret=', '{"token":"', 'Bearer ', 'no such user\n');
/** What a platform or a proxy may do once more to what was spelled already. */
const AGAIN = ['plain', 'for an address', 'for an address, twice', 'for JSON', 'for a page'];

describe('a secret that the platform quotes in its message', () => {
  const cases = Object.entries(SPELLINGS).map(([name, spell]) => [name, spell] as const);

  test.each(cases)('is withheld when written %s, however it is wrapped', (_, spell) => {
    fc.assert(
      fc.property(secrets, words, words, fc.constantFrom(...AGAIN), (secret, before, after, again) => {
        const message = SPELLINGS[again]?.(before + spell(secret) + after);
        for (const known of [{ secret }, { token: tokenOf(secret) }]) {
          const quoted = known.secret ? message : SPELLINGS[again]?.(before + spell(tokenOf(secret)) + after);
          expect(textOf(quoted ?? '', known)).toBe('[withheld]');
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });

  /** A token stands in a header. */
  const tokenOf = (secret: string) => secret.replace(/[^\x21-\x7e]/g, 'x');
  const textOf = (message: string, known: { secret?: string; token?: string }) =>
    cleanText(
      message,
      [known.secret, known.token].filter((one) => one !== undefined),
    );
});

describe('an id of the platform', () => {
  test('stays readable whatever the secret is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== ''),
        async (secret) => {
          const server = answering(answers(404, { id: ID, name: 'end_user_not_found', message: 'none' }), {
            secret,
          });
          const { platform } = await errorOf(server.endUsers.get('user-1'));
          expect(platform).toEqual({ id: ID, name: 'end_user_not_found', message: 'none' });
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each(['id', 'name'])('is dropped where a secret stands for the %s', async (field) => {
    const server = answering(answers(404, { [field]: 'sk_live_0123456789' }), {
      secret: 'sk_live_0123456789',
    });
    expect((await errorOf(server.endUsers.get('user-1'))).platform).toBeUndefined();
  });

  test.each(['has blanks', 'x'.repeat(81), 'a/b?c=d', 'line\nbreak'])(
    'is dropped where it is none: %o',
    async (id) => {
      const server = answering(answers(404, { id, message: 'none' }));
      expect((await errorOf(server.endUsers.get('user-1'))).platform).toEqual({ message: 'none' });
    },
  );
});

describe('the text of the platform', () => {
  test.each(VERBS.filter(([, , own]) => own !== SECRET))(
    'is withheld where it quotes what %s was asked with',
    async (_, send, own) => {
      const error = await errorOf(send(answering(answers(400, { id: ID, message: `nothing for ${own}` }))));
      expect(error.platform).toEqual({ id: ID, message: '[withheld]' });
    },
  );

  test('is not quoted at all where the secret was sent', async () => {
    const answer = answers(401, { id: ID, name: 'unauthorized', message: 'who are you?', fault: false });
    const error = await errorOf(answering(answer, { at: 'all' }).consents.list('user-1'));
    expect(error.platform).toEqual({ id: ID, fault: false });
    expect(error.message).toBe('POST /v1/token answered 401');
  });

  test('is shown where it quotes nothing', async () => {
    const answer = answers(400, { message: 'redirect_uri is not registered; consent_flow is not allowed' });
    const error = await errorOf(
      answering(answer).sessions.create({ endUserId: 'user-1', redirectUri: 'https://a.example/?x=1' }),
    );
    expect(error.platform?.message).toBe('redirect_uri is not registered; consent_flow is not allowed');
  });

  test('is withheld where it quotes anybody’s token of the usual form', async () => {
    const error = await errorOf(
      answering(answers(400, { message: 'got eyJhbGciOi.eyJzdWIi.c2ln-_' })).endUsers.get('u'),
    );
    expect(error.platform?.message).toBe('[withheld]');
  });

  test('has its controls and overrides replaced', async () => {
    const error = await errorOf(
      answering(answers(400, { message: 'a\r\nb\u001b[31m\u009b1m\u202ec\u2028d' })).endUsers.get('u'),
    );
    expect(error.platform?.message).toBe('a b [31m 1m c d');
  });
});

const RESOLVED = { endUserId: 'user-of-a-query', redirectUri: `https://app.example/back?state=${STATE}` };
const HANDLERS: readonly [string, (server: ConsentServer) => ConsentHandler, RequestInit?][] = [
  ['sessions', ({ sessions }) => sessions.toHandler(() => RESOLVED), { method: 'POST' }],
  [
    'the status',
    ({ sessions }) => sessions.toStatusHandler(() => RESOLVED),
    { method: 'POST', body: '{"session_id":"s-1"}' },
  ],
  ['institutions', ({ institutions }) => institutions.toHandler({ industry: 'all-of-them' })],
];

describe.each<[string, FakeAnswer]>([
  ['echoes the request', echo],
  ['throws the request', throwRequest],
  ['answers broken JSON', brokenJson],
  ['answers another shape', wrongShape],
])('where the platform %s', (_, answer) => {
  test.each(HANDLERS)(
    'the handler of %s tells it neither to the page nor to the log',
    async (__, make, init) => {
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
      const handler = make(answering(answer));
      const response = await handler(new Request('https://app.example/', init));
      expect(response.status).toBeGreaterThanOrEqual(500);
      expect(logged).toHaveBeenCalledOnce();
      const all = everythingIn([logged.mock.calls, [...response.headers], await response.text()]);
      expect(all).not.toMatch(/5ecret|token-of-the-client|all-of-them|user-of-a-query/);
      expect(all).not.toContain(STATE);
      expect(all).not.toContain('?');
    },
  );
});

test.each([
  ['that nobody signed', undefined],
  ['that somebody else signed', sign('another body')],
  ['that is signed in hex', 'ab'.repeat(32)],
  ['that is signed, and is none', sign(JSON.stringify({ email: EMAIL }))],
])('a webhook %s leaves neither the secret nor its body in the log', async (_, signature) => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const handler = answering(echo).webhooks.toHandler(() => {}, { secret: WEBHOOK_SECRET });
  const headers = { ...(signature && { 'x-fiskil-signature': signature }) };
  const body = JSON.stringify({ email: EMAIL });
  const response = await handler(new Request('https://app.example/', { method: 'POST', headers, body }));
  expect(response.status).toBeLessThan(500);
  expect(logged).toHaveBeenCalledOnce();
  const all = everythingIn([logged.mock.calls, await response.text()]);
  for (const kept of [EMAIL, WEBHOOK_SECRET, ...(signature ? [signature] : [])])
    expect(all).not.toContain(kept);
});

test('no secret can be read from the client, nor from what it logs by itself', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { server, platform } = setUp({ tries: 1 });
  expect(everythingIn(server)).not.toContain(SECRET);
  platform.onToken(echo);
  const handler = server.sessions.toHandler(() => ({ endUserId: 'user-1' }));
  const response = await handler(new Request('https://app.example/', { method: 'POST' }));
  expect(await response.text()).not.toContain('5ecret');
  expect(logged).toHaveBeenCalledOnce();
  expect(everythingIn(logged.mock.calls)).not.toContain('5ecret');
});
