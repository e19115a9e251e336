import type { Heard, Reply } from '../browser/inbox.ts';
import type { Page } from '../browser/page.ts';
import type { Beat } from '../browser/pulse.ts';
import type { Records } from '../browser/records.ts';
import type { Launcher } from '../launchers/launcher.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/** All that a flow touches of the outside. The browser's is `browserPorts`; tests bring their own. */
export interface Ports extends Page {
  records: Records;
  /** This tab waits for that flow, or leaves for it; until it is over. */
  markTab(flowId: string): void;
  unmark(flowId: string): void;
  /** Tells callback pages that somebody waits for that flow. */
  holdLock(flowId: string, signal: AbortSignal): void;
  pulse(beat: Beat, signal: AbortSignal): void;
  inbox(listener: (heard: Heard, reply: Reply) => void, signal: AbortSignal): void;
  frameRefusals(refused: (origin: string) => void, signal: AbortSignal): void;
  /** Runs inside the click. Undefined where the browser refuses the window. */
  launch(mode: LaunchMode, options: OpenConsentOptions): Launcher | undefined;
  /**
   * The address of a window, while that is on the host page's own origin: the way home that needs no code on the
   * callback page.
   */
  addressOf(target: Window): string | undefined;
}
