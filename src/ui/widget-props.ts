import type { ConsentFlow } from '../model/flow-state.ts';
import type { Texts } from '../model/texts.ts';
import type { View } from './view.ts';

/** All that is drawn, and what a person can do with it. */
export interface WidgetProps {
  /** Known by its state and its verbs alone. */
  flow: ConsentFlow;
  view: View;
  texts: Texts;
  /** The frame has loaded. */
  loaded: boolean;
  /** The "Leave without connecting?" step is up. */
  confirming: boolean;
  /** Escape, and the close button: leaves, or asks first. */
  close(): void;
  stay(): void;
  leave(): void;
  /** The dialog, when it comes and when it goes. */
  modal(dialog: HTMLDialogElement | null): void;
  /** Where the frame's slot belongs, likewise. */
  stage(stage: HTMLElement | null): void;
  onLoad(event: Event): void;
}
