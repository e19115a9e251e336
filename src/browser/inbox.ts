import { pageState } from './page-state.ts';
import { openChannel } from './relay.ts';

/** A message that has arrived, not yet read. Reading `data` may be slow, so it comes last. */
export interface Heard {
  readonly origin: string;
  readonly data: unknown;
  /** The window that sent it. Null if that window is gone, undefined for a broadcast. */
  readonly source?: MessageEventSource | null;
}

/** Sends an answer to the sender, a page of this origin. */
export type Reply = (heard: Heard, data: unknown) => void;

type Listener = (heard: Heard, reply: Reply) => void;

interface Inbox {
  listeners: Set<Listener>;
  /** Set while there are listeners. */
  life?: AbortController;
}

/**
 * Calls `listener` with every message and every broadcast that reaches the page, until `signal` is aborted. All flows
 * of a page share one message listener and one channel. These exist only while there are listeners.
 */
export function listenToInbox(win: Window, listener: Listener, signal: AbortSignal): void {
  const inbox = pageState<Inbox>(win, 'inbox', () => ({ listeners: new Set() }));
  const { listeners } = inbox;
  if (!listeners.size) inbox.life = connect(win, listeners);
  listeners.add(listener);
  signal.addEventListener('abort', () => {
    if (!listeners.delete(listener) || listeners.size) return;
    inbox.life?.abort();
    // Its abort reason has a stack, which would keep the last flow and its window in memory.
    delete inbox.life;
  });
}

const answerWindow: Reply = ({ source, origin }, data) =>
  (source as Window | null)?.postMessage(data, origin);

function connect(win: Window, listeners: Set<Listener>): AbortController {
  const life = new AbortController();
  const { signal } = life;
  const channel = openChannel();
  const answerAll: Reply = (_, data) => channel?.postMessage(data);
  const hear: Listener = (heard, reply) => {
    for (const listener of listeners) listener(heard, reply);
  };
  const onMessage = (event: MessageEvent) => {
    // Ignores messages that the page sends to itself.
    if (event.origin !== win.origin || event.source !== win) hear(event, answerWindow);
  };
  win.addEventListener('message', onMessage, { signal });
  channel?.addEventListener('message', ({ origin, data }) => hear({ origin, data }, answerAll));
  signal.addEventListener('abort', () => channel?.close());
  return life;
}
