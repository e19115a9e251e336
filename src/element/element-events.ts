import type { ConsentEvent } from '../model/consent-event.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { ConsentCancelled, ConsentFailed, ConsentSuccess } from '../model/outcome.ts';

/** The events of `<open-consent>`. They bubble. */
export interface ConsentElementEventMap {
  'consent-success': CustomEvent<ConsentSuccess>;
  'consent-cancel': CustomEvent<ConsentCancelled>;
  'consent-error': CustomEvent<ConsentFailed>;
  /** A lifecycle event, for logs. */
  'consent-event': CustomEvent<ConsentEvent>;
  /** The state of the flow, at its start and on every change. */
  'consent-state': CustomEvent<FlowState>;
}

declare global {
  /** The events bubble, so you can also listen on the document and the window. */
  interface GlobalEventHandlersEventMap extends ConsentElementEventMap {}
}

/** The event for each kind of outcome. */
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
