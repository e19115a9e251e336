import type { FlowState } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';

/** The panels of the widget. */
export type PanelName = 'leaving' | 'waiting' | 'blocked' | 'refused' | 'detached' | 'problem';

/** What the widget shows: a panel, the frame in its dialog, or, for a silent inline frame, only the bar. */
export type View = PanelName | 'frame' | 'bar' | 'nothing';

/**
 * The view for the state of a flow.
 *
 * @param framed whether the provider's frame is in the widget's own dialog.
 */
export function viewOf({ phase }: FlowState, mode: LaunchMode, framed: boolean): View {
  switch (phase) {
    case 'idle':
      return 'nothing';
    case 'preparing':
    case 'active':
    case 'redirecting':
      return atWork(mode, framed);
    case 'stalled':
      return framed ? 'frame' : 'bar';
    case 'blocked':
      return mode === 'iframe' ? 'refused' : 'blocked';
    case 'detached':
      return 'detached';
    case 'interrupted':
    case 'settled':
      return 'problem';
  }
}

function atWork(mode: LaunchMode, framed: boolean): View {
  if (mode === 'popup') return 'waiting';
  if (mode === 'redirect') return 'leaving';
  return framed ? 'frame' : 'nothing';
}
