/**
 * How a callback page hands its address to the flow that waits for it. The wire format is stable within a major
 * version, because the two pages may have loaded different copies of this library.
 */
export interface Relay {
  v: 1;
  type: 'open-consent.callback' | 'open-consent.received';
  flowId?: string;
  url: string;
}

export const CHANNEL = 'open-consent';

export function readRelay(data: unknown): Relay | undefined {
  try {
    const { v, type, flowId, url } = data as Relay;
    if (v !== 1 || typeof url !== 'string' || !type?.startsWith('open-consent.')) return undefined;
    return { v, type, url, ...(typeof flowId === 'string' && { flowId }) };
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

/** How long a callback page waits for its flow: a host page may be busy, and its timers slow. */
const ANSWER_MS = 1000;

/**
 * Hands `relay` to whoever waits for it, by every way there is: the channel, and the window that opened or embeds this
 * one (told only where it is of our own origin). Resolves to whether a flow answered in time.
 */
export function sendRelay(win: Window, relay: Relay): Promise<boolean> {
  const channel = openChannel();
  return new Promise((resolve) => {
    const end = (answered: boolean) => {
      win.clearTimeout(timer);
      win.removeEventListener('message', hear);
      channel?.close();
      resolve(answered);
    };
    const hear = ({ origin, data }: MessageEvent) => {
      const answer = origin === win.origin ? readRelay(data) : undefined;
      if (answer?.type === 'open-consent.received' && answer.url === relay.url) end(true);
    };
    const timer = win.setTimeout(() => end(false), ANSWER_MS);
    win.addEventListener('message', hear);
    channel?.addEventListener('message', hear);
    channel?.postMessage(relay);
    for (const partner of partnersOf(win)) partner.postMessage(relay, win.origin);
  });
}

export function isFramed(win: Window): boolean {
  return win.parent !== win;
}

function partnersOf(win: Window): Window[] {
  return [win.opener as Window | null, isFramed(win) ? win.parent : null].filter(
    (partner) => partner !== null,
  );
}
