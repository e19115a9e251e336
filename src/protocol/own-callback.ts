import type { ProviderResult } from '../model/provider-result.ts';
import { type Callback, readCallback } from './callback-url.ts';

/** What identifies the callback of a flow. */
export interface Naming {
  flowId: string;
  sessionId: string;
  /** Whether the flow id is part of the addresses that the provider sends the user back to. */
  named: boolean;
}

/**
 * Whether a callback can belong to this flow. It must have the flow's id, or no id if the flow is unnamed. It must not
 * have the id of another session. It may have no session id, as most errors do.
 */
export function namesFlow({ flowId, result }: Callback, flow: Naming): boolean {
  const { sessionId = flow.sessionId } = result;
  return flowId === (flow.named ? flow.flowId : undefined) && sessionId === flow.sessionId;
}

/** The result in an address that came from the flow's own window, or under its flow id. */
export function ownCallback(url: string, flow: Naming): ProviderResult | undefined {
  const callback = readCallback(url);
  return callback && namesFlow(callback, flow) ? callback.result : undefined;
}
