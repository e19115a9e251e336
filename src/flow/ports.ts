import type { Heard } from '../browser/inbox.ts';
import type { Page } from '../browser/page.ts';
import type { Beat } from '../browser/pulse.ts';
import type { Records } from '../browser/records.ts';
import type { Launcher } from '../launchers/launcher.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';

/** All that a flow touches of the outside. The browser's is `browserPorts`; tests bring their own. */
export interface Ports {
  page: Page;
  records: Records;
  pulse(beat: (beat: Beat) => void, signal: AbortSignal): void;
  inbox(listener: (heard: Heard) => void): () => void;
  frameRefusals(refused: (origin: string) => void, signal: AbortSignal): void;
  launcher(mode: LaunchMode, flowId: string, options: OpenConsentOptions): Launcher;
}
