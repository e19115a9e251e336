import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connects to an address of the form `http://127.0.0.1:PORT`. */
export async function connectTo(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  // A server that hangs up in the middle is one of the answers.
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are and no more; gives the status of the first answer, or `closed` where there was none. */
export async function sendRaw(origin: string, bytes: string | Uint8Array): Promise<number | 'closed'> {
  const socket = await connectTo(origin);
  socket.write(bytes);
  const status = await statusOf(socket);
  socket.destroy();
  return status;
}

export function statusOf(socket: Socket): Promise<number | 'closed'> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      if (status) resolve(Number(status));
    });
    socket.on('close', () => resolve('closed'));
  });
}
