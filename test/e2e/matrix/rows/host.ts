import { rogue, SUCCESS } from '../rogue.ts';
import type { Ask, Group, Row } from '../row.ts';
import {
  clickOnHost,
  closeWindow,
  fault,
  mouseTo,
  mouseToHost,
  PROVIDER,
  press,
  pressByKey,
  reload,
  times,
  until,
  wait,
  windowInFront,
} from '../steps.ts';

const open = press('connect');
const SEVERED: Ask['settings'] = { coop: 'same-origin', autopilot: 500, home: 'callback' };

/** A provider that is not severed before its window has lost the focus to the host page. */
const SEVERED_WHEN_LEFT: Ask = {
  authUrl: rogue([{ unfocused: true }, { wait: 150 }, { go: '{auth}' }]),
  settings: SEVERED,
};

const without = (
  id: string,
  title: string,
  query: Record<string, string>,
  home: string,
  severed?: Partial<Ask>,
): Row[] => [
  {
    id,
    title,
    expected: { popup: 'success', iframe: 'success' },
    query,
    asks: [{ settings: { autopilot: 1 }, home }],
  },
  {
    id: `${id}-severed`,
    title: `${title}, and the window is severed`,
    expected: { popup: 'detached > success' },
    query,
    asks: [{ settings: SEVERED, home, ...severed }],
    differs: true,
  },
];

const framed = (id: string, title: string, more: Pick<Row, 'expected'> & Partial<Row>): Row => ({
  id: `host-framed${id}`,
  title: `The host page is framed by a third party${title}`,
  page: 'frame-around',
  differs: true,
  ...more,
});

export const host: Group = {
  title: 'The host page',
  rows: [
    {
      id: 'host-reloaded',
      title: 'Reloaded midway: the result reaches `completeConsent()`',
      expected: { popup: 'success' },
      asks: [{ settings: { autopilot: 1000 } }],
      steps: [open, windowInFront(PROVIDER), fault, reload],
      differs: true,
    },
    {
      id: 'host-reloaded-new-flow',
      title: 'Reloaded midway, and a new flow of another session has begun',
      expected: { popup: 'success | cancelled: aborted' },
      asks: [{ settings: { autopilot: 1000 } }, { mode: 'iframe' }],
      steps: [
        open,
        windowInFront(PROVIDER),
        reload,
        until('ready', 1),
        press('second'),
        until('callback completed success'),
        press('cancel'),
      ],
      flows: 2,
    },
    {
      id: 'host-unmounted',
      title: 'Unmounted midway: the flow’s signal is aborted',
      expected: { popup: 'cancelled: aborted', iframe: 'cancelled: aborted' },
      asks: [{}],
      steps: [open, until('phase active'), fault, press('abort')],
    },
    {
      id: 'host-element-removed',
      title: 'The element is taken out midway: nobody is told',
      expected: { popup: 'nothing', iframe: 'nothing' },
      page: 'host-ui',
      asks: [{ dialog: true, settings: { expiresIn: 4 } }],
      steps: [
        press('element'),
        until('event opened'),
        fault,
        pressByKey('remove'),
        wait(6500),
        pressByKey('clean'),
        until('left {}'),
      ],
      flows: 0,
    },
    {
      id: 'host-two-flows',
      title: 'Two flows',
      expected: { iframe: 'cancelled: denied | success' },
      asks: [{ settings: { autopilot: 300, ending: 'denied' } }, { settings: { autopilot: 50 } }],
      steps: [open, open],
      flows: 2,
    },
    {
      id: 'host-hundred-flows',
      title: 'A hundred flows in a row',
      expected: { iframe: '100 times success' },
      asks: [{ authUrl: rogue([{ post: SUCCESS }]), chain: 100 }],
      steps: [open, until('outcome success', 99)],
      flows: 100,
      from: 'pressed',
      deadlineMs: 480_000,
    },
    {
      id: 'host-hundred-popups',
      title: 'A hundred flows in a row, each by a click',
      expected: { popup: '100 times success' },
      asks: [{ authUrl: rogue([{ post: SUCCESS }]) }],
      steps: [times(100, open)],
      flows: 100,
      from: 'pressed',
      deadlineMs: 900_000,
    },
    framed('', '', {
      expected: { popup: 'success' },
      asks: [{ settings: { autopilot: 50, home: 'message' } }],
    }),
    framed('-callback', ': home by the callback page', {
      expected: { popup: 'success' },
      asks: [{ settings: { autopilot: 50, home: 'callback' } }],
    }),
    framed('-severed', ', and its window is severed', {
      expected: { popup: 'detached > cancelled: aborted' },
      asks: [{ settings: { coop: 'same-origin', autopilot: 100 } }],
      // Once the window has the keyboard: one that comes up later would take the key.
      steps: [open, windowInFront(), until('event detached'), fault, press('cancel')],
      windowStays: true,
      note: 'The callback page stands in a window of its own; its storage and its channels are not those of the frame.',
    }),
    framed('-severed-status', ', and its window is severed: `getStatus` ends it', {
      expected: { popup: 'detached > success' },
      asks: [{ settings: { coop: 'same-origin' }, serverSays: { says: 'success' } }],
      windowStays: true,
    }),
    framed('-severed-expiry', ', and its window is severed: expiry ends it', {
      expected: { popup: 'detached > failed: session_expired' },
      asks: [{ settings: { coop: 'same-origin', expiresIn: 3 } }],
      windowStays: true,
    }),
    {
      id: 'host-opaque',
      title: 'An opaque origin',
      expected: { popup: 'failed: unsupported_context', iframe: 'failed: unsupported_context' },
      page: 'frame-around',
      query: { sandbox: 'allow-scripts allow-popups allow-forms' },
      from: 'pressed',
    },
    {
      id: 'host-frozen',
      title: 'Frozen while the callback page works',
      expected: { popup: 'success' },
      asks: [{ settings: { ...SEVERED, autopilot: 200 }, freezes: true }],
      except: { firefox: { popup: 'detached > success' }, webkit: { popup: 'detached > success' } },
      from: 'blocked',
      note:
        'Firefox runs the callback page in the process of its origin, the host page’s; in WebKit the window that has ' +
        'just opened is in that process too, and cannot leave it: both have to wait until the host page is free.',
      differs: true,
    },
    {
      id: 'focus-returned-before-severance',
      title: 'A click back on the host page just before the window is severed',
      expected: { popup: 'detached > success' },
      asks: [SEVERED_WHEN_LEFT],
      steps: [open, windowInFront('Rogue'), wait(500), fault, clickOnHost],
      differs: true,
    },
    {
      id: 'focus-follows-mouse-severed',
      title: 'The focus follows the mouse, which leaves the window just before it is severed',
      expected: { popup: 'detached > success' },
      focus: 'follow-mouse',
      asks: [SEVERED_WHEN_LEFT],
      steps: [open, windowInFront('Rogue'), mouseTo('Rogue'), wait(500), fault, mouseToHost],
      differs: true,
    },
    {
      id: 'focus-follows-mouse-closed',
      title: 'The focus follows the mouse, and the window is closed',
      expected: { popup: 'cancelled: popup_closed' },
      focus: 'follow-mouse',
      asks: [{}],
      steps: [open, windowInFront('Choose your'), wait(500), closeWindow()],
      withinMs: 1200,
      differs: true,
    },
    {
      id: 'focus-no-evidence',
      title:
        'The known exception: no focus evidence, in a window that opened in the background and was severed',
      expected: { popup: 'detached > cancelled: popup_closed > late_outcome' },
      query: { focus: 'always' },
      asks: [{ settings: { ...SEVERED, autopilot: 1200 } }],
      steps: [open, until('event late_outcome')],
      differs: true,
      note:
        'The host page is not seen to lose the focus (the browser is driven by automation, or the window opened in the ' +
        'background), so a close and a severance look alike: after three seconds the close is ' +
        'believed, or none would ever be noticed there. The result is told as a `late_outcome`.',
    },
    {
      id: 'focus-no-evidence-closed',
      title: 'No focus evidence, and a window that was closed',
      expected: { popup: 'detached > cancelled: popup_closed' },
      query: { focus: 'always' },
      asks: [{ settings: { autopilot: 500, home: 'neither', closeAtEnd: true } }],
      differs: true,
      note: 'The one close that takes three seconds to be believed.',
    },
    ...without('no-channel', 'No BroadcastChannel', { channel: '' }, '/matrix/callback?channel'),
    // Where nothing is kept and no window is known, the name of the flow is all that there is.
    ...without('no-storage', 'No storage', { storage: 'refused' }, '/matrix/callback?storage=refused', {
      named: true,
    }),
  ],
};
