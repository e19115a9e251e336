import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The one word that Nango's popup waits for before it leaves its blank page. */
const ACK = JSON.stringify({ message_type: 'connection_ack', ws_client_id: '1' });

/** As much of RFC 6455 as it takes to say one short text. */
export function answerSocket(request: IncomingMessage, socket: Duplex): void {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${WEBSOCKET_GUID}`);
  const end = () => socket.destroy();
  // Unread, it would never end, and the server could not close.
  socket.on('error', end).on('end', end).resume();
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${key.digest('base64')}`,
      '\r\n',
    ].join('\r\n'),
  );
  socket.write(Buffer.concat([Buffer.from([0x81, ACK.length]), Buffer.from(ACK)]));
}
