import { onFrameRefused } from '../browser/frame-refusal.ts';
import { listenToInbox } from '../browser/inbox.ts';
import { holdLock } from '../browser/locks.ts';
import { markTab, unmark } from '../browser/marks.ts';
import { browserPage } from '../browser/page.ts';
import { startPulse } from '../browser/pulse.ts';
import { openRecords } from '../browser/records.ts';
import { openFrame } from '../launchers/frame.ts';
import { openPopup } from '../launchers/popup.ts';
import { openRedirect } from '../launchers/redirect.ts';
import type { CoreTexts } from '../model/core-texts.ts';
import type { Ports } from './ports.ts';

/** The ports of a real browser: the page in `win`, its storage and its windows. `texts` are their titles and names. */
export function browserPorts(win: Window, texts: CoreTexts): Ports {
  const page = browserPage(win);
  return {
    ...page,
    records: openRecords(win, page.now),
    markTab: (flowId) => markTab(win, flowId),
    unmark: (flowId) => unmark(win, flowId),
    holdLock: (...rest) => holdLock(win, ...rest),
    pulse: (...rest) => startPulse(win, ...rest),
    inbox: (...rest) => listenToInbox(win, ...rest),
    frameRefusals: (...rest) => onFrameRefused(win, ...rest),
    launch(mode, { container, iframe, popup }, url) {
      if (mode === 'popup') return openPopup(win, texts, popup, url);
      return mode === 'iframe'
        ? openFrame(win, container as Element, texts.connect, iframe)
        : openRedirect(win);
    },
    addressOf(target) {
      try {
        // Throws if the window has another origin.
        return target.location.href;
      } catch {
        return undefined;
      }
    },
  };
}
