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
  /** Not settled yet. A settled flow still takes what is late, but not what another flow is there to take. */
  open: boolean;
}

/** What the gate lets through. */
export type Signal =
  | { type: 'message'; result: ProviderResult }
  /** `own`: it comes from a window or frame of this very flow. */
  | { type: 'callback'; url: string; own: boolean };

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

function admitRelay(heard: Heard, { flowId, target, open }: Trusted): Signal | undefined {
  const relay = readRelay(heard.data);
  if (relay?.type !== 'open-consent.callback') return undefined;
  // One that names another flow, or none, may still be proved by its session id: a page that was reloaded goes on
  // with the same session in a new flow.
  const own = relay.flowId === undefined ? isTarget(heard.source, target) : relay.flowId === flowId;
  return own || open || relay.flowId === undefined ? { type: 'callback', url: relay.url, own } : undefined;
}

function admitMessage(heard: Heard, { target, sessionId }: Trusted): Signal | undefined {
  // Null is what is left of a window that closed right after posting: then the message must name our session.
  const orphan = heard.source === null;
  if (!orphan && !isTarget(heard.source, target)) return undefined;
  const result = parseMessage(heard.data);
  if (!result || sessionId === undefined) return undefined;
  if (result.sessionId === undefined ? orphan : result.sessionId !== sessionId) return undefined;
  return { type: 'message', result };
}

function isTarget(source: unknown, target: unknown): boolean {
  return source !== undefined && source !== null && source === target;
}
