import { holdLock } from './locks.ts';
import { after } from './pulse.ts';

/**
 * The message by which a callback page hands its address to the flow that waits. The format is stable within a major
 * version, because the two pages may have loaded different copies of this library.
 */
export interface Relay {
  v: 1;
  type: 'open-consent.callback' | 'open-consent.received';
  /** The flow of the callback. If it is unknown on the callback page, the window that sends the relay identifies it. */
  flowId?: string;
  url: string;
}

export const CHANNEL = 'open-consent';

/**
 * The names of windows and frames that a flow opens begin with this. A window loses its name when it loses its opener.
 */
export const WINDOW_NAME = 'open-consent-';

/** The answer to a relay. */
export function received(flowId: string, url: string): Relay {
  return { v: 1, type: 'open-consent.received', flowId, url };
}

/** The relay of a callback page, or undefined for anything else. */
export function readRelay(data: unknown): Relay | undefined {
  try {
    const { v, type, url } = data as Relay;
    const isRelay = v === 1 && type === 'open-consent.callback' && typeof url === 'string';
    return isRelay ? (data as Relay) : undefined;
  } catch {
    return undefined;
  }
}

/** A channel to the other pages of this origin, if the browser has channels. */
export function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/** A page may be gone, and its lock free, while its answer is still on its way. */
const ANSWER_MS = 250;

/**
 * Sends `url` to the page that waits for it, by every way there is: the channel, and the window that opened or embeds
 * this one (only if it has our own origin). Resolves to true when a page has answered. Resolves to false if the flow
 * ends on this page, which then holds the lock of the flow for a moment.
 *
 * @param patience how long to wait for an answer if no lock tells whether a page waits, in milliseconds. 0 if no page
 * is expected to wait.
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

/** The windows that may wait for this page. */
function partnersOf(win: Window): Window[] {
  return [win.opener as Window | null, isFramed(win) ? win.parent : null].filter(
    (partner) => partner !== null,
  );
}

/** Whether a window has this page's origin: the browser lets a page read no other. */
export function isReadable({ location }: Window): boolean {
  try {
    return location.href !== undefined;
  } catch {
    return false;
  }
}
