import { holdLock } from './locks.ts';
import { after } from './pulse.ts';

/**
 * How a callback page hands its address to the flow that waits for it. The wire format is stable within a major
 * version, because the two pages may have loaded different copies of this library.
 */
export interface Relay {
  v: 1;
  type: 'open-consent.callback' | 'open-consent.received';
  /** The flow whose callback it is. Where nothing on the callback page tells, the window that sends it does. */
  flowId?: string;
  url: string;
}

export const CHANNEL = 'open-consent';

/** How the names of windows and frames begin that a flow has opened. A name lasts as long as the opener is known. */
export const WINDOW_NAME = 'open-consent-';

/** The answer to a relay. */
export function received(flowId: string, url: string): Relay {
  return { v: 1, type: 'open-consent.received', flowId, url };
}

/** A callback page's relay; undefined for everything else, whatever it is. */
export function readRelay(data: unknown): Relay | undefined {
  try {
    const { v, type, url } = data as Relay;
    const isRelay = v === 1 && type === 'open-consent.callback' && typeof url === 'string';
    return isRelay ? (data as Relay) : undefined;
  } catch {
    return undefined;
  }
}

/** A channel to the other pages of this origin, where the browser has one. */
export function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/** The answer of a page that is gone, and its lock with it, may still be on its way. */
const ANSWER_MS = 250;

/**
 * Hands `url` to whoever waits for it, by every way there is: the channel, and the window that opened or embeds this
 * one (told only where it is of our own origin). Resolves to true when a page has answered; to false when this page is
 * where it ends: it then holds the lock of the flow, for a moment.
 *
 * @param patience how long to wait for an answer where no lock tells whether anybody waits, in milliseconds; 0 where
 * nobody is expected to.
 */
export function sendRelay(
  win: Window,
  flowId: string | undefined,
  url: string,
  patience: number,
): Promise<boolean> {
  const life = new AbortController();
  const { signal } = life;
  return new Promise((resolve) => {
    const end = (answered: boolean) => {
      life.abort();
      resolve(answered);
    };
    const within = (ms: number) => () => after(win, ms, () => end(false), signal);
    ask(
      win,
      { v: 1, type: 'open-consent.callback', url, ...(flowId && { flowId }) },
      () => end(true),
      signal,
    );
    if (flowId) holdLock(win, flowId, signal, within(patience && ANSWER_MS), within(patience));
    else within(patience)();
  });
}

function ask(win: Window, relay: Relay, answered: () => void, signal: AbortSignal): void {
  const channel = openChannel();
  const hear = ({ origin, data }: MessageEvent) => {
    if (origin === win.origin && data?.type === 'open-consent.received' && data.url === relay.url) answered();
  };
  win.addEventListener('message', hear, { signal });
  channel?.addEventListener('message', hear);
  signal.addEventListener('abort', () => channel?.close());
  channel?.postMessage(relay);
  for (const partner of partnersOf(win)) partner.postMessage(relay, win.origin);
}

export function isFramed(win: Window): boolean {
  return win.parent !== win;
}

/** The windows that may wait for this one. */
function partnersOf(win: Window): Window[] {
  return [win.opener as Window | null, isFramed(win) ? win.parent : null].filter(
    (partner) => partner !== null,
  );
}

/** Whether a window is of this page's origin: no other may be read. */
export function isReadable({ location }: Window): boolean {
  try {
    return location.href !== undefined;
  } catch {
    return false;
  }
}
