import type { FlowState } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';

/** The panels, by what they say. */
export type PanelName = 'leaving' | 'waiting' | 'blocked' | 'refused' | 'detached' | 'problem';

/** What there is to see: a panel, the frame in its dialog, or the bar alone, for a silent frame in the page. */
export type View = PanelName | 'frame' | 'bar' | 'nothing';

/**
 * What a flow's state looks like.
 *
 * @param framed whether the provider's frame is the widget's own, in its dialog.
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
