import { assertNever } from '../model/assert-never.ts';
import type { ConsentError } from '../model/consent-error.ts';
import type { FlowState } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';

/** What there is to see. */
export type View =
  | { name: 'nothing' }
  /** The provider's frame, in the dialog; `stalled` adds the bar. */
  | { name: 'frame'; stalled: boolean }
  /** The bar alone, for a silent frame that the integrator has placed. */
  | { name: 'bar' }
  | { name: 'leaving' }
  | { name: 'waiting' }
  | { name: 'blocked' }
  | { name: 'refused' }
  | { name: 'detached' }
  | { name: 'problem'; error: ConsentError; canRetry: boolean };

/**
 * What a flow's state looks like.
 *
 * @param framed whether the provider's frame is the widget's own, in its dialog.
 */
export function viewOf(state: FlowState, mode: LaunchMode, framed: boolean): View {
  switch (state.phase) {
    case 'idle':
      return { name: 'nothing' };
    case 'preparing':
    case 'active':
    case 'redirecting':
      return atWork(mode, framed);
    case 'stalled':
      return framed ? { name: 'frame', stalled: true } : { name: 'bar' };
    case 'blocked':
      return { name: mode === 'iframe' ? 'refused' : 'blocked' };
    case 'detached':
      return { name: 'detached' };
    case 'interrupted':
      return { name: 'problem', error: state.error, canRetry: true };
    case 'settled':
      if (state.outcome.status !== 'failed') return { name: 'nothing' };
      return { name: 'problem', error: state.outcome.error, canRetry: false };
    default:
      return assertNever(state);
  }
}

function atWork(mode: LaunchMode, framed: boolean): View {
  if (mode === 'popup') return { name: 'waiting' };
  if (mode === 'redirect') return { name: 'leaving' };
  return framed ? { name: 'frame', stalled: false } : { name: 'nothing' };
}
