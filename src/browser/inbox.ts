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

/**
 * Calls `listener` with every message and every broadcast that reaches the page. All flows of a page share one
 * message listener and one channel, which are there only while somebody listens. Returns the way to stop.
 */
export function listenToInbox(win: Window, listener: Listener): () => void {
  const inbox = pageState(win, 'inbox', () => createInbox(win));
  return inbox.add(listener);
}

function createInbox(win: Window) {
  const listeners = new Set<Listener>();
  let close: (() => void) | undefined;
  const hear = (heard: Heard) => {
    for (const listener of [...listeners]) listener(heard);
  };
  return {
    add(listener: Listener): () => void {
      listeners.add(listener);
      close ??= connect(win, hear);
      return () => {
        listeners.delete(listener);
        if (listeners.size) return;
        close?.();
        close = undefined;
      };
    },
  };
}

function connect(win: Window, hear: Listener): () => void {
  const onMessage = (event: MessageEvent) => {
    const { origin, data, source } = event;
    hear({ origin, data, source, reply: (answer) => (source as Window | null)?.postMessage(answer, origin) });
  };
  win.addEventListener('message', onMessage);
  const channel = openChannel();
  channel?.addEventListener('message', ({ origin, data }) => {
    hear({ origin, data, reply: (answer) => channel.postMessage(answer) });
  });
  return () => {
    win.removeEventListener('message', onMessage);
    channel?.close();
  };
}
