import { pageState } from './page-state.ts';
import { openChannel } from './relay.ts';

/** Something that arrived, before anybody has looked at it: what it says is costly to read, and comes last. */
export interface Heard {
  readonly origin: string;
  readonly data: unknown;
  /** The window that sent it; null when it is gone, undefined for a broadcast. */
  readonly source?: MessageEventSource | null;
}

/** Answers whoever sent that, a page of this origin. */
export type Reply = (heard: Heard, data: unknown) => void;

type Listener = (heard: Heard, reply: Reply) => void;

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
    if (!listeners.delete(listener) || listeners.size) return;
    inbox.life?.abort();
    // What it was aborted for has a stack, and that holds the last flow with its window.
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
    // What the page tells itself is no window's word.
    if (event.origin !== win.origin || event.source !== win) hear(event, answerWindow);
  };
  win.addEventListener('message', onMessage, { signal });
  channel?.addEventListener('message', ({ origin, data }) => hear({ origin, data }, answerAll));
  signal.addEventListener('abort', () => channel?.close());
  return life;
}
