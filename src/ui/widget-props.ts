import type { ConsentFlow } from '../model/flow-state.ts';
import type { Texts } from '../model/texts.ts';
import type { View } from './view.ts';

/** What the widget shows, and the actions of the user. */
export interface WidgetProps {
  /** The widget uses only the state and the methods of the flow. */
  flow: ConsentFlow;
  view: View;
  texts: Texts;
  /** Whether the frame has loaded. */
  loaded: boolean;
  /** Whether "Leave without connecting?" is shown. */
  confirming: boolean;
  /** For Escape and the close button: leaves, or asks first. */
  close(): void;
  stay(): void;
  leave(): void;
  /** The ref of the dialog: called when it appears, and with null when it is removed. */
  modal(dialog: HTMLDialogElement | null): void;
  /** The ref of the element that holds the frame's slot. */
  stage(stage: HTMLElement | null): void;
  onLoad(event: Event): void;
}
