import { onFrameRefused } from '../browser/frame-refusal.ts';
import { listenToInbox } from '../browser/inbox.ts';
import { browserPage } from '../browser/page.ts';
import { startPulse } from '../browser/pulse.ts';
import { openRecords } from '../browser/records.ts';
import { browserStore } from '../browser/store.ts';
import { frameLauncher } from '../launchers/frame.ts';
import type { Launcher } from '../launchers/launcher.ts';
import { popupLauncher } from '../launchers/popup.ts';
import { redirectLauncher } from '../launchers/redirect.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { Ports } from './ports.ts';

const POPUP_WIDTH = 500;
const POPUP_HEIGHT = 700;

/** The real outside: the page in `win`, its storage and its windows. */
export function browserPorts(win: Window): Ports {
  const page = browserPage(win);
  return {
    page,
    records: openRecords(browserStore(win, 'localStorage'), page.now),
    pulse: (beat, signal) => startPulse(win, beat, signal),
    inbox: (listener) => listenToInbox(win, listener),
    frameRefusals: (refused, signal) => onFrameRefused(win, refused, signal),
    launcher: (mode, flowId, options) => browserLauncher(win, mode, flowId, options),
  };
}

function browserLauncher(
  win: Window,
  mode: LaunchMode,
  flowId: string,
  options: OpenConsentOptions,
): Launcher {
  const tab = browserStore(win, 'sessionStorage');
  const marker = { flowId, mode };
  if (mode === 'redirect') return redirectLauncher(win, tab, { ...marker, state: options.state });
  if (mode === 'iframe')
    return frameLauncher(win, options.container ?? win.document.body, options.iframe ?? {});
  const { width = POPUP_WIDTH, height = POPUP_HEIGHT } = options.popup ?? {};
  return popupLauncher(win, tab, { marker, width, height });
}
