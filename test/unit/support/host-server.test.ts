import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox.ts';
import { type HostServer, startHost } from '../../support/host-server.ts';

let host: HostServer;
beforeEach(async () => {
  host = await startHost(createSandbox({ port: 0 }));
});
afterEach(() => host.close());

describe('the server of a host page', () => {
  it.each(['/report', '/log', '/session'])(
    'lives on where a browser breaks off what it posts to %s',
    async (path) => {
      const { port, host: name } = new URL(host.origin);
      const socket = connect(Number(port), '127.0.0.1');
      // So that it tells when it has begun to read.
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: ${name}\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n`,
      );
      await once(socket, 'data');
      socket.destroy();
      await once(socket, 'close');
      expect((await fetch(`${host.origin}/ui`)).status).toBe(200);
    },
  );

  it.each(['/report', '/log'])('says that what was posted to %s cannot be read', async (path) => {
    expect((await fetch(host.origin + path, { method: 'POST', body: '{' })).status).toBe(500);
  });
});
