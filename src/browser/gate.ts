import type { ProviderResult } from '../model/provider-result.ts';
import { parseMessage } from '../protocol/message.ts';
import type { Heard } from './inbox.ts';
import { readRelay } from './relay.ts';

/** What a flow knows about the senders that it trusts. */
export interface Trusted {
  flowId: string;
  /** The host page's own origin, from which relays come. */
  pageOrigin: string;
  /** The origin of this flow's auth_url, and the integrator's `allowedOrigins`. */
  providerOrigins: readonly string[];
  /** The window whose messages count: the newest one that this flow opened. */
  target: unknown;
  sessionId: string | undefined;
}

/** What the gate accepts. */
export type Signal =
  | { type: 'message'; result: ProviderResult }
  /** A message from a window that is gone, without our session id. It can add to a result, but is not one. */
  | { type: 'remark'; result: ProviderResult }
  /** A callback address from a window or frame of this flow, or under its flow id. */
  | { type: 'callback'; url: string };

/**
 * The single gate for everything that other windows send. It checks the sender first and the content last. It ignores
 * anything that is not exactly right, without a warning and at little cost.
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

/** A relay with a flow id belongs to that flow only. A relay without one belongs to the flow whose window sent it. */
function admitRelay(heard: Heard, { flowId, target }: Trusted): Signal | undefined {
  const relay = readRelay(heard.data);
  const own = relay?.flowId === undefined ? isTarget(heard.source, target) : relay.flowId === flowId;
  return relay && own ? { type: 'callback', url: relay.url } : undefined;
}

function admitMessage(heard: Heard, { target, sessionId }: Trusted): Signal | undefined {
  // The source is null if the window closed or navigated right after it posted the message.
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
