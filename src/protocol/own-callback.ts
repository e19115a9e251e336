import type { ProviderResult } from '../model/provider-result.ts';
import { type Callback, readCallback } from './callback-url.ts';

/** What a flow's callback is told by. */
export interface Naming {
  flowId: string;
  sessionId: string;
  /** Whether the flow id is part of the addresses that the provider sends the user back to. */
  named: boolean;
}

/**
 * Whether a callback can be this flow's: it carries the flow's id, or no id where the flow has no name; and it names no
 * other session. An error names none.
 */
export function namesFlow({ flowId, result }: Callback, flow: Naming): boolean {
  const { sessionId = flow.sessionId } = result;
  return flowId === (flow.named ? flow.flowId : undefined) && sessionId === flow.sessionId;
}

/** What an address says that came by the flow's own window, or under its flow id. */
export function ownCallback(url: string, flow: Naming): ProviderResult | undefined {
  const callback = readCallback(url);
  return callback && namesFlow(callback, flow) ? callback.result : undefined;
}
