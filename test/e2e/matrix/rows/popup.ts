import type { Group } from '../row.ts';
import {
  closeWindow,
  fault,
  key,
  PROVIDER,
  press,
  returnToHost,
  turnToOther,
  until,
  wait,
  windowInFront,
} from '../steps.ts';

const open = press('connect');
const CLOSED = 'cancelled: popup_closed';
/** A real close, with a screen: by then it is told. */
const CLOSE_MS = 1200;
/** A press sooner than that is the second half of a double click. */
const DOUBLE_CLICK_MS = 600;

export const popup: Group = {
  title: 'The popup',
  rows: [
    {
      id: 'popup-blocked',
      title: 'Blocked: opened without a click',
      expected: { popup: 'popup_blocked > failed: popup_blocked' },
      query: { auto: '' },
      asks: [{ settings: { autopilot: 1 } }],
      from: 'pressed',
      differs: true,
    },
    {
      id: 'popup-blocked-auto',
      title: 'Blocked in mode `auto`, which goes on by redirect',
      expected: { popup: 'popup_blocked > success' },
      query: { auto: '' },
      asks: [{ mode: 'auto', settings: { autopilot: 1 } }],
      from: 'pressed',
      differs: true,
    },
    {
      id: 'popup-blocked-ui',
      title: 'Blocked, with a UI: the button in its panel opens the window',
      expected: { popup: 'popup_blocked > success' },
      page: 'host-ui',
      query: { auto: '' },
      asks: [{ settings: { autopilot: 1 } }],
      steps: [until('focusin div'), fault, key('Tab'), key('Return')],
      differs: true,
    },
    {
      id: 'popup-blocked-in-sandbox',
      title: 'Blocked in a sandboxed frame around the host page',
      expected: { popup: 'popup_blocked > failed: popup_blocked' },
      page: 'frame-around',
      query: { sandbox: 'allow-scripts allow-same-origin' },
      asks: [{ settings: { autopilot: 1 } }],
      from: 'pressed',
      differs: true,
      note: 'Chromium and WebKit give null there; Firefox throws.',
    },
    {
      id: 'popup-closed-at-once',
      title: 'Closed at once, while it is still blank',
      expected: { popup: CLOSED },
      asks: [{ delayMs: 10_000 }],
      steps: [open, closeWindow()],
      withinMs: CLOSE_MS,
      differs: true,
    },
    {
      id: 'popup-closed-midway',
      title: 'Closed midway',
      expected: { popup: CLOSED },
      asks: [{ settings: { autopilot: 100, autopilotUntil: 'otp' } }],
      steps: [open, windowInFront('Enter your one-time'), wait(500), closeWindow()],
      withinMs: CLOSE_MS,
      differs: true,
    },
    {
      id: 'popup-closed-quickly',
      title: 'Closed as soon as it shows anything',
      expected: { popup: CLOSED },
      asks: [{}],
      // On a busy machine WebKit may say that it is closed too long after it has given the focus back.
      steps: [open, until('event opened'), closeWindow()],
      withinMs: CLOSE_MS,
      racy: true,
    },
    {
      id: 'popup-closed-until-expiry',
      title: 'Closed midway: nothing listens for a late result once the session has expired',
      expected: { popup: CLOSED },
      asks: [{ settings: { expiresIn: 5 }, cleanWithinMs: 9000 }],
      steps: [open, windowInFront('Choose your'), wait(500), closeWindow(), until('left {}')],
      withinMs: CLOSE_MS,
    },
    {
      id: 'popup-closed-severed',
      title: 'Closed by its user long after it was severed',
      expected: { popup: 'detached > cancelled: aborted' },
      asks: [{ settings: { coop: 'same-origin' } }],
      steps: [
        open,
        until('event detached'),
        closeWindow('Choose your'),
        until('focused', 0),
        fault,
        press('cancel'),
      ],
      differs: true,
      note:
        'A severed window says that it is closed from the first page on, so its real close changes nothing that ' +
        'the host page can see: it stays `detached`, with the panel, until the user cancels or the session expires.',
    },
    {
      id: 'popup-closed-with-message',
      title: 'Closed in the same tick as its message',
      expected: { popup: 'success' },
      asks: [{ settings: { autopilot: 1, home: 'message', closeAtEnd: true } }],
      differs: true,
    },
    {
      id: 'popup-closed-unfocused',
      title: 'Closed while another program has the focus',
      expected: { popup: 'detached > cancelled: aborted' },
      asks: [{ settings: { autopilot: 1000, home: 'neither', closeAtEnd: true } }],
      steps: [open, windowInFront(PROVIDER), turnToOther, until('event detached'), fault, press('cancel')],
      differs: true,
      note:
        'Without the focus nothing tells a close from a severed window, so it is not told as a cancel: the panel ' +
        'asks, and a result would still be taken.',
    },
    {
      id: 'popup-left-for-host',
      title: 'The user clicks back on the host page while the window is open',
      expected: { popup: 'success' },
      asks: [{ settings: { autopilot: 1000 } }],
      steps: [open, windowInFront(PROVIDER), fault, returnToHost, press('idle')],
      differs: true,
    },
    {
      id: 'popup-reopened',
      title: 'Reopened, out of sight',
      expected: { popup: 'detached > detached > success' },
      asks: [{ settings: { coop: 'same-origin', autopilot: 600, home: 'callback' } }],
      steps: [open, until('event detached'), fault, press('reopen')],
      windowStays: true,
      differs: true,
      note: 'The second window is severed too. The first is out of reach, and stays until its user closes it.',
    },
    {
      id: 'popup-error-page',
      title: 'On an error page of the browser, and then closed',
      expected: { popup: CLOSED },
      asks: [{ authUrl: '{dead}/' }],
      steps: [open, until('event opened'), windowInFront(), wait(500), closeWindow()],
      withinMs: CLOSE_MS,
      differs: true,
    },
    {
      id: 'popup-while-open',
      title: 'Opened while another flow is open',
      expected: { popup: 'cancelled: denied | success' },
      asks: [{ settings: { autopilot: 1000, ending: 'denied' } }, { settings: { autopilot: 100 } }],
      steps: [open, windowInFront(PROVIDER), wait(DOUBLE_CLICK_MS), press('connect')],
      flows: 2,
      from: 'pressed',
      differs: true,
    },
  ],
};
