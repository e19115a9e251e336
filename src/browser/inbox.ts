import { pageState } from './page-state.ts';
import { openChannel } from './relay.ts';

/** Something that arrived, before anybody has looked at it. */
export interface Heard {
  readonly origin: string;
  readonly data: unknown;
  /** The window that sent it; null when it is gone, undefined for a broadcast. */
  readonly source?: MessageEventSource | null;
  /** Answers the sender, a page of this origin. */
  reply(data: unknown): void;
}

type Listener = (heard: Heard) => void;

interface Inbox {
  listeners: Set<Listener>;
  /** While anybody listens. */
  life?: AbortController;
}

/**
 * Calls `listener` with every message and every broadcast that reaches the page, until `signal` is aborted. All flows
 * of a page share one message listener and one channel, which are there only while somebody listens.
 */
export function listenToInbox(win: Window, listener: Listener, signal: AbortSignal): void {
  const inbox = pageState<Inbox>(win, 'inbox', () => ({ listeners: new Set() }));
  const { listeners } = inbox;
  if (!listeners.size) inbox.life = connect(win, listeners);
  listeners.add(listener);
  signal.addEventListener('abort', () => {
    if (listeners.delete(listener) && !listeners.size) inbox.life?.abort();
  });
}

function connect(win: Window, listeners: Set<Listener>): AbortController {
  const life = new AbortController();
  const { signal } = life;
  const channel = openChannel();
  const hear = (heard: Heard) => {
    for (const listener of listeners) listener(heard);
  };
  win.addEventListener(
    'message',
    ({ origin, data, source }) =>
      hear({
        origin,
        data,
        source,
        reply: (answer) => (source as Window | null)?.postMessage(answer, origin),
      }),
    { signal },
  );
  channel?.addEventListener('message', ({ origin, data }) =>
    hear({ origin, data, reply: (answer) => channel.postMessage(answer) }),
  );
  signal.addEventListener('abort', () => channel?.close());
  return life;
}
