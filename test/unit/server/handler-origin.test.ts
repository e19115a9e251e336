import { afterEach, describe, expect, test, vi } from 'vitest';
import { setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const LISTED = 'https://host.example';

function ask(headers: Record<string, string>, { allowedOrigins = [] as string[], method = 'POST' } = {}) {
  const resolve = vi.fn(() => ({ endUserId: 'user-1' }));
  const handler = setUp().server.sessions.toHandler(resolve, { allowedOrigins });
  const response = handler(new Request('http://app.example/api', { method, headers }));
  return { resolve, response };
}

describe('a request from another site', () => {
  test.each(['cross-site', 'same-site', 'none', 'SAME-ORIGIN', ''])(
    'is refused by Sec-Fetch-Site "%s", before anybody is looked up',
    async (site) => {
      // The origin is right: the stronger header decides.
      const { resolve, response } = ask({ 'sec-fetch-site': site, origin: 'http://app.example' });
      expect((await response).status).toBe(403);
      expect(resolve).not.toHaveBeenCalled();
    },
  );

  test.each([
    'https://evil.example',
    'https://app.example',
    'http://app.example:8080',
    'http://app.example.evil.example',
    'null',
  ])('is refused by its Origin where the browser sends no Sec-Fetch-Site: %s', async (origin) => {
    const { response } = ask({ origin });
    expect((await response).status).toBe(403);
    expect(await (await response).json()).toMatchObject({ error: { code: 'forbidden_origin' } });
  });

  test('gets no CORS headers', async () => {
    const { response } = ask({ origin: 'https://evil.example' }, { allowedOrigins: [LISTED] });
    expect((await response).status).toBe(403);
    expect((await response).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a request is let through', () => {
  test('from the same origin, by Sec-Fetch-Site, whatever the proxy made of the address', async () => {
    const { response } = ask({ 'sec-fetch-site': 'same-origin', origin: 'https://app.example' });
    expect((await response).status).toBe(200);
  });

  test('from the same origin, by Origin alone', async () => {
    expect((await ask({ origin: 'http://app.example' }).response).status).toBe(200);
  });

  test('from what is no browser: neither header', async () => {
    expect((await ask({}).response).status).toBe(200);
  });

  test.each([undefined, 'same-origin', 'same-site', 'cross-site'])(
    'from a listed origin, Sec-Fetch-Site %s',
    async (site) => {
      const headers = { origin: LISTED, ...(site && { 'sec-fetch-site': site }) };
      expect((await ask(headers, { allowedOrigins: [LISTED] }).response).status).toBe(200);
    },
  );

  test('and nothing but an exact match is listed', async () => {
    const options = { allowedOrigins: [LISTED] };
    for (const origin of [`${LISTED}:8443`, 'http://host.example', 'https://a.host.example']) {
      expect((await ask({ origin, 'sec-fetch-site': 'cross-site' }, options).response).status).toBe(403);
    }
  });
});

describe('a listed page on another origin', () => {
  test('may read the answer, errors too', async () => {
    const options = { allowedOrigins: [LISTED] };
    for (const method of ['POST', 'PUT']) {
      const { headers } = await ask({ origin: LISTED }, { ...options, method }).response;
      expect(headers.get('access-control-allow-origin')).toBe(LISTED);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('access-control-expose-headers')).toBe('date, retry-after');
      expect(headers.get('vary')).toBe('origin');
    }
  });

  test('gets its preflight answered', async () => {
    const headers = {
      origin: LISTED,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-csrf',
    };
    const options = { allowedOrigins: [LISTED], method: 'OPTIONS' };
    const { resolve, response } = ask(headers, options);
    expect((await response).status).toBe(204);
    expect((await response).headers.get('access-control-allow-origin')).toBe(LISTED);
    expect((await response).headers.get('access-control-allow-methods')).toBe('POST');
    expect((await response).headers.get('access-control-allow-headers')).toBe('content-type,x-csrf');
    expect(resolve).not.toHaveBeenCalled();
    expect((await ask({ ...headers, origin: 'https://evil.example' }, options).response).status).toBe(405);
  });
});
