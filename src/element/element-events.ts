import type { ConsentEvent } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { ConsentCancelled, ConsentFailed, ConsentSuccess } from '../model/outcome.ts';

/** The events of `<open-consent>`; they bubble. */
export interface ConsentElementEventMap {
  'consent-success': CustomEvent<ConsentSuccess>;
  'consent-cancel': CustomEvent<ConsentCancelled>;
  'consent-error': CustomEvent<ConsentFailed>;
  /** A step on the way, for logs. */
  'consent-event': CustomEvent<ConsentEvent>;
  /** Where the flow stands, at its start and on every change. */
  'consent-state': CustomEvent<FlowState>;
}

declare global {
  /** They bubble, so the document and the window hear them too. */
  interface GlobalEventHandlersEventMap extends ConsentElementEventMap {}
}

/** The event that an outcome is told by. */
export const EVENT_NAMES = {
  success: 'consent-success',
  cancelled: 'consent-cancel',
  failed: 'consent-error',
} as const;

export function tell<Name extends keyof ConsentElementEventMap>(
  element: Element,
  name: Name,
  detail: ConsentElementEventMap[Name]['detail'],
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
