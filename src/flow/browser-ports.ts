import { onFrameRefused } from '../browser/frame-refusal.ts';
import { listenToInbox } from '../browser/inbox.ts';
import { browserPage } from '../browser/page.ts';
import { startPulse } from '../browser/pulse.ts';
import { openRecords } from '../browser/records.ts';
import { browserStore } from '../browser/store.ts';
import { openFrame } from '../launchers/frame.ts';
import { openPopup } from '../launchers/popup.ts';
import { openRedirect } from '../launchers/redirect.ts';
import type { Ports } from './ports.ts';

/** The real outside: the page in `win`, its storage and its windows. */
export function browserPorts(win: Window): Ports {
  const page = browserPage(win);
  const tab = browserStore(win, 'sessionStorage');
  return {
    ...page,
    records: openRecords(browserStore(win, 'localStorage'), page.now),
    pulse: (...rest) => startPulse(win, ...rest),
    inbox: (...rest) => listenToInbox(win, ...rest),
    frameRefusals: (...rest) => onFrameRefused(win, ...rest),
    launch(mode, flowId, { state, container, iframe, popup }) {
      const marker = { flowId, mode };
      if (mode === 'popup') return openPopup(win, tab, marker, popup);
      return mode === 'iframe'
        ? openFrame(win, container as Element, iframe)
        : openRedirect(win, tab, { ...marker, state });
    },
    addressOf(target) {
      try {
        // Read of any other origin, it throws.
        return target.location.href;
      } catch {
        return undefined;
      }
    },
  };
}
