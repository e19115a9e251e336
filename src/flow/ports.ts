import type { Heard, Reply } from '../browser/inbox.ts';
import type { Page } from '../browser/page.ts';
import type { Beat } from '../browser/pulse.ts';
import type { Records } from '../browser/records.ts';
import type { Launcher } from '../launchers/launcher.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/** Everything outside that a flow uses. `browserPorts` is the real one. Tests use fakes. */
export interface Ports extends Page {
  records: Records;
  /** Notes that this tab waits for the flow, or leaves the page for it. */
  markTab(flowId: string): void;
  unmark(flowId: string): void;
  /** Holds the lock that tells callback pages that a page waits for the flow. */
  holdLock(flowId: string, signal: AbortSignal): void;
  pulse(beat: Beat, signal: AbortSignal): void;
  inbox(listener: (heard: Heard, reply: Reply) => void, signal: AbortSignal): void;
  frameRefusals(refused: (origin: string) => void, signal: AbortSignal): void;
  /**
   * Runs inside the click. Returns undefined if the browser refuses the window.
   *
   * @param url where the launcher will be sent, if that is known. A window opens there at once.
   */
  launch(mode: LaunchMode, options: OpenConsentOptions, url?: string): Launcher | undefined;
  /**
   * The address of a window while it is on the host page's own origin. So a result arrives even without code on the
   * callback page.
   */
  addressOf(target: Window): string | undefined;
}
