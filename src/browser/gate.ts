import type { ProviderResult } from '../model/provider-result.ts';
import { parseMessage } from '../protocol/message.ts';
import type { Heard } from './inbox.ts';
import { readRelay } from './relay.ts';

/** What a flow knows of those it may believe. */
export interface Trusted {
  flowId: string;
  /** The host page's own origin: whence relays come. */
  pageOrigin: string;
  /** The origin of this flow's auth_url, and those that the integrator listed. */
  providerOrigins: readonly string[];
  /** The window whose messages count: the newest one that the flow opened. */
  target: unknown;
  sessionId: string | undefined;
}

/** What the gate lets through. */
export type Signal =
  | { type: 'message'; result: ProviderResult }
  /** What the provider said from a window that is gone, and without our session: it can add to a result, not be one. */
  | { type: 'remark'; result: ProviderResult }
  /** From a window or frame of this very flow, or under its flow id. */
  | { type: 'callback'; url: string };

/**
 * The one gate for everything that other windows send. Where something comes from is looked at first, what it says
 * last; whatever is not exactly right is ignored, in silence and at next to no cost.
 */
export function admit(heard: Heard, trusted: Trusted): Signal | undefined {
  const { origin } = heard;
  if (origin === 'null') return undefined;
  if (origin === trusted.pageOrigin) {
    const callback = admitRelay(heard, trusted);
    if (callback) return callback;
  }
  return trusted.providerOrigins.includes(origin) ? admitMessage(heard, trusted) : undefined;
}

/** A relay that names a flow speaks for that flow alone; one that names none, for the flow whose window it is. */
function admitRelay(heard: Heard, { flowId, target }: Trusted): Signal | undefined {
  const relay = readRelay(heard.data);
  const own = relay?.flowId === undefined ? isTarget(heard.source, target) : relay.flowId === flowId;
  return relay && own ? { type: 'callback', url: relay.url } : undefined;
}

function admitMessage(heard: Heard, { target, sessionId }: Trusted): Signal | undefined {
  // Null is what is left of a window that closed, or went on, right after posting.
  const orphan = heard.source === null;
  if (!orphan && !isTarget(heard.source, target)) return undefined;
  const result = parseMessage(heard.data);
  if (!result || sessionId === undefined) return undefined;
  if (result.sessionId === undefined) return { type: orphan ? 'remark' : 'message', result };
  return result.sessionId === sessionId ? { type: 'message', result } : undefined;
}

function isTarget(source: unknown, target: unknown): boolean {
  return source !== undefined && source !== null && source === target;
}
