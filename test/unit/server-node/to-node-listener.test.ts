import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createConsentServer, type HandlerOptions } from '../../../src/server.ts';
import { toNodeListener } from '../../../src/server-node.ts';
import { json, sessionJson } from '../../support/fake-platform.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A server that mints at a platform which says yes. */
function createListener(
  options: HandlerOptions = {},
  platform = async (): Promise<Response> => json(200, sessionJson('s')),
) {
  const server = createConsentServer({
    clientId: 'id',
    clientSecret: 'secret',
    fetch: async (url) =>
      url.endsWith('/v1/token') ? json(200, { token: 't', expires_in: 900 }) : platform(),
  });
  return toNodeListener(
    server.sessions.toHandler(() => ({ endUserId: 'user-1' }), { onError: () => {}, ...options }),
  );
}

const post = (port: number, body = '{}', headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${port}/api`, { method: 'POST', body, headers });

/** A client that sends what it likes. */
async function send(port: number, text: string): Promise<{ socket: Socket; head: () => string }> {
  const socket = connect(port, '127.0.0.1')
    .setEncoding('utf8')
    .on('error', () => {});
  let got = '';
  socket.on('data', (data) => {
    got += data;
  });
  socket.write(text);
  return { socket, head: () => got.split('\r\n')[0] ?? '' };
}

describe('a handler in plain Node', () => {
  test('answers a request of Node’s own kind', async () => {
    const response = await post(await serve(createListener()), '{"institution_id": "88888"}');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ session_id: 's' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('knows its own origin, and refuses another', async () => {
    const port = await serve(createListener());
    expect((await post(port, '{}', { origin: `http://127.0.0.1:${port}` })).status).toBe(200);
    expect((await post(port, '{}', { origin: 'http://evil.example' })).status).toBe(403);
  });

  test('is not made of what is none', () => {
    expect(() => toNodeListener(undefined as never)).toThrow('toNodeListener takes a handler: a function');
  });

  test('leaves the globals alone', async () => {
    const before = [Request, Response, fetch];
    await post(await serve(createListener()));
    expect([Request, Response, fetch]).toEqual(before);
  });

  test('tells the handler when the browser leaves', async () => {
    const left = vi.fn();
    const came = vi.fn();
    const port = await serve(
      toNodeListener(async ({ signal }) => {
        signal.addEventListener('abort', left);
        came();
        await once(signal, 'abort');
        return new Response();
      }),
    );
    const leaving = new AbortController();
    const response = fetch(`http://127.0.0.1:${port}`, { method: 'POST', signal: leaving.signal }).catch(
      () => {},
    );
    await expect.poll(() => came.mock.calls.length).toBe(1);
    leaving.abort();
    await response;
    await expect.poll(() => left.mock.calls.length).toBe(1);
  });

  test('says so where a parser took the body before', async () => {
    const onError = vi.fn();
    const listener = createListener({ onError });
    const port = await serve(async (request, response) => {
      for await (const _ of request);
      await listener(request, response);
    });
    expect((await post(port)).status).toBe(500);
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        code: 'body_used',
        message: expect.stringContaining('before express.json()'),
      }),
    );
  });

  test('takes the bytes that a host leaves beside a body which it parsed', async () => {
    const listener = createListener();
    const port = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      await listener(Object.assign(request, { rawBody: Buffer.concat(chunks) }) as IncomingMessage, response);
    });
    expect((await post(port, '{"institution_id": 7}')).status).toBe(400);
    expect((await post(port)).status).toBe(200);
  });

  test('does not hold a connection open for a body that it has refused', async () => {
    const port = await serve(createListener());
    const { socket, head } = await send(
      port,
      'POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9999\r\n\r\n{',
    );
    await once(socket, 'close');
    expect(head()).toMatch(/ 413 /);
  });

  test.each(['a b', 'evil.example/x?'])('refuses the Host %s', async (host) => {
    const port = await serve(createListener());
    const { socket, head } = await send(
      port,
      `POST / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    await once(socket, 'close');
    expect(head()).toMatch(/ 400 /);
  });
});
