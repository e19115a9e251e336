import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../../../src/sandbox/listen.ts';
import { settingNames } from '../../../../src/sandbox/settings-table.ts';
import { createSandbox, type Sandbox, type SandboxLogEntry } from '../../../../src/sandbox.ts';
import { sendRaw } from '../../../support/raw-request.ts';
import { getToken } from '../client.ts';

/** Of each property; the second one sends by a socket, and waits for what does not come. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 200);
const TIMEOUT_MS = 60_000 + 200 * RUNS;

const PATHS = [
  '/',
  '/consent',
  '/step',
  '/icons/88888.svg',
  '/v1/token',
  '/v1/auth/session',
  '/v1/consent',
  '/v1/consent/1',
  '/v1/institutions',
  '/v1/end-users',
  '/v1/end-users/1',
  '/sandbox/next',
  '/sandbox/revoke',
  '/sandbox/sessions',
];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const QUERIES = ['sess_id', 'session', 'end_user_id', 'active', 'email', 'client_id', 'industry'];
const FIELDS = [
  ...[
    'end_user_id',
    'redirect_uri',
    'cancel_uri',
    'institution_id',
    'arrangement_id',
    'permissions',
    'sandbox',
  ],
  ...[
    'client_id',
    'client_secret',
    'email',
    'phone',
    'name',
    'abn',
    '__proto__',
    'constructor',
    ...settingNames,
  ],
];
const HEADERS = [
  ...['host', 'origin', 'sec-fetch-site', 'content-type', 'authorization', 'x-fiskil-version', 'cookie'],
  ...['content-length', 'transfer-encoding', 'expect', 'x-forwarded-host'],
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', '%', '%ff', '[', '\u{202e}'),
);
const path = fc.oneof(
  fc.constantFrom(...PATHS),
  fc.tuple(fc.constantFrom(...PATHS), anyText).map(([known, text]) => `${known}/${text}`),
  anyText.map((text) => `/${text}`),
);
const query = fc
  .array(fc.tuple(fc.constantFrom(...QUERIES), anyText), { maxLength: 3 })
  .map((pairs) => new URLSearchParams(pairs).toString());
const fields = fc.dictionary(fc.constantFrom(...FIELDS), fc.oneof(anyText, fc.jsonValue(), fc.webUrl()));
const body = fc.oneof(
  anyText,
  fc.json(),
  fields.map((json) => JSON.stringify(json)),
  fields.map((json) => JSON.stringify({ end_user_id: 'eve', sandbox: json })),
  fields.map((json) =>
    new URLSearchParams(Object.entries(json).map(([name, one]) => [name, JSON.stringify(one)])).toString(),
  ),
);
/** What `Headers` takes: bytes but the three that end a line or a text. */
const headerText = fc
  .oneof(
    fc.string({ unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)) }),
    fc.constantFrom(
      'null',
      'localhost',
      'v1',
      'v3',
      'application/json',
      'cross-site',
      'same-origin',
      '[',
      'a:b:c',
    ),
  )
  .map((text) => text.replace(/[\0\r\n]/g, ''));
const headers = fc.dictionary(fc.constantFrom(...HEADERS.slice(0, 7)), headerText, { maxKeys: 4 });

/** Every entry that says that the sandbox itself failed. */
function watch(sandbox: (log: (entry: SandboxLogEntry) => void) => Sandbox) {
  const failures: string[] = [];
  const made = sandbox((entry) => {
    if (entry.type === 'error') failures.push(entry.message);
  });
  return { sandbox: made, failures };
}

describe('whatever is asked of the application', () => {
  it(
    'is answered, and never with a 500',
    async () => {
      const { sandbox, failures } = watch((log) => createSandbox({ log }));
      const authorization = `Bearer ${await getToken(sandbox)}`;
      const request = fc.record({
        path,
        query,
        method: fc.constantFrom(...METHODS),
        headers,
        body,
        signed: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(request, async (asked) => {
          const hasBody = !['GET', 'HEAD'].includes(asked.method);
          const sent = new Request(new URL(`.${asked.path}?${asked.query}`, `${sandbox.origin}/`), {
            method: asked.method,
            headers: { ...asked.headers, ...(asked.signed && { authorization }) },
            ...(hasBody && { body: asked.body }),
          });
          const { status } = await sandbox.fetch(sent);
          expect(status).toBeLessThan(500);
        }),
        { numRuns: RUNS },
      );
      expect(failures).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('whatever bytes come in by the socket', () => {
  const { sandbox, failures } = watch((log) => createSandbox({ log }));
  /** Requests that announce more than they hold are not waited for at the first address, and are at the second. */
  let hasty: Listening;
  let patient: Listening;
  beforeAll(async () => {
    const address = { host: '127.0.0.1', port: 0 };
    [hasty, patient] = await Promise.all([
      listen(sandbox.fetch, address, 100),
      listen(sandbox.fetch, address),
    ]);
  });
  afterAll(() => Promise.all([hasty.close(), patient.close()]));

  it.each([
    'GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET http:// HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: [\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: \r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.0\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /\\ HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'NONSENSE\r\n\r\n',
  ])('%j is answered with 400', async (bytes) => {
    expect(await sendRaw(patient.origin, bytes)).toBe(400);
  });

  it.each([
    ['GET // HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['TRACE /v1/token HTTP/1.1\r\nHost: localhost\r\n\r\n', 404],
    ['CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n', 'closed'],
  ])('%j is answered with %s', async (bytes, status) => {
    expect(await sendRaw(patient.origin, bytes)).toBe(status);
  });

  it(
    'they get an answer or a closed connection, and the next one is served',
    async () => {
      const target = fc.oneof(
        path.map(encodeURI),
        fc.webUrl(),
        fc.string(),
        fc.constantFrom('http://[', '*', '//', 'a:b'),
      );
      const line = fc
        .tuple(fc.constantFrom(...METHODS, 'TRACE', 'CONNECT', 'get', ''), target)
        .map((two) => two.join(' '));
      const fieldLine = fc
        .tuple(
          fc.constantFrom(...HEADERS),
          fc.oneof(headerText, fc.constantFrom('chunked', '5', '-1', '1e9', '100-continue')),
        )
        .map(([name, value]) => `${name}: ${value}\r\n`);
      const message = fc
        .tuple(line, fc.array(fieldLine, { maxLength: 4 }), body)
        .map(
          ([first, lines, text]) =>
            `${first} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${lines.join('')}\r\n${text}`,
        );
      await fc.assert(
        fc.asyncProperty(fc.oneof(message, fc.string({ unit: 'binary' })), async (bytes) => {
          const status = await sendRaw(hasty.origin, `${bytes}\r\n\r\n`);
          expect(status === 'closed' || status < 500).toBe(true);
          expect(
            await sendRaw(patient.origin, 'GET /icons/88888.svg HTTP/1.1\r\nHost: localhost\r\n\r\n'),
          ).toBe(200);
        }),
        { numRuns: RUNS },
      );
      expect(failures).toEqual([]);
    },
    TIMEOUT_MS,
  );
});
