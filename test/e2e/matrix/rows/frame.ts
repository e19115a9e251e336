import { rogue } from '../rogue.ts';
import type { Ask, Group, Row } from '../row.ts';
import { closeWindow, fault, key, press, until, wait, windowInFront } from '../steps.ts';

const READY = { iframe: { readyTimeoutMs: 1500 } };
const ask = (more: Ask): Ask => ({ options: READY, ...more });

/** Silence is a hint: the flow goes on in a window. */
const ON_IN_WINDOW: Pick<Row, 'expected' | 'steps' | 'differs'> = {
  expected: { iframe: 'frame_stalled > success' },
  steps: [press('connect'), until('event frame_stalled'), fault, press('reopen')],
  differs: true,
};
const CANCELLED: Pick<Row, 'expected' | 'steps' | 'differs'> = {
  expected: { iframe: 'frame_stalled > cancelled: aborted' },
  steps: [press('connect'), until('event frame_stalled'), fault, press('cancel')],
  differs: true,
};

export const frame: Group = {
  title: 'The frame',
  rows: [
    {
      id: 'frame-x-frame-options',
      title: '`X-Frame-Options: DENY`',
      asks: [ask({ settings: { framing: 'x-frame-options', autopilot: 1 } })],
      ...ON_IN_WINDOW,
      note: 'A refused frame looks just like a healthy page that is silent: no engine tells the page of it.',
    },
    {
      id: 'frame-ancestors',
      title: "`frame-ancestors 'none'`",
      asks: [ask({ settings: { framing: 'frame-ancestors', autopilot: 1 } })],
      ...ON_IN_WINDOW,
    },
    {
      id: 'frame-src',
      title: 'The host page’s own `frame-src`, without a UI',
      expected: { iframe: 'failed: frame_blocked' },
      query: { header: "Content-Security-Policy:frame-src 'none'" },
      asks: [ask({ settings: { autopilot: 1 } })],
      differs: true,
    },
    {
      id: 'frame-src-ui',
      title: 'The host page’s own `frame-src`, with a UI that goes on in a window',
      expected: { iframe: 'success' },
      page: 'host-ui',
      query: { header: "Content-Security-Policy:frame-src 'none'" },
      asks: [ask({ dialog: true, settings: { autopilot: 1 } })],
      steps: [press('connect'), until('phase blocked'), fault, wait(300), key('Tab'), key('Return')],
      differs: true,
    },
    {
      id: 'frame-second-page',
      title: 'Framing refused from the second page on',
      asks: [ask({ settings: { framing: 'frame-ancestors', framingFrom: 'second', autopilot: 100 } })],
      ...ON_IN_WINDOW,
    },
    {
      id: 'frame-connection-refused',
      title: 'Connection refused',
      asks: [ask({ authUrl: '{dead}/' })],
      ...CANCELLED,
    },
    {
      id: 'frame-never-answers',
      title: 'The provider never answers',
      asks: [ask({ authUrl: rogue([], 'silent&') })],
      ...CANCELLED,
    },
    {
      id: 'popup-never-answers',
      title: 'The provider never answers, and the user closes the window',
      expected: { popup: 'cancelled: popup_closed' },
      asks: [{ authUrl: rogue([], 'silent&') }],
      steps: [press('connect'), until('event opened'), windowInFront(), wait(500), closeWindow()],
      withinMs: 1200,
      differs: true,
    },
    {
      id: 'frame-removed',
      title: 'Removed from the page by the host',
      expected: { iframe: 'cancelled: aborted' },
      asks: [{}],
      steps: [press('connect'), until('phase active'), wait(500), fault, press('remove')],
      differs: true,
    },
    {
      id: 'frame-coep',
      title: '`Cross-Origin-Embedder-Policy: require-corp` on the host page',
      query: { header: 'Cross-Origin-Embedder-Policy:require-corp' },
      asks: [ask({ settings: { autopilot: 1 } })],
      ...ON_IN_WINDOW,
    },
    {
      id: 'frame-opaque',
      title: 'The frame’s `sandbox` makes the provider’s origin `null`: what it says is not believed',
      expected: { iframe: 'cancelled: aborted' },
      asks: [
        {
          settings: { autopilot: 1, home: 'message' },
          options: { iframe: { sandbox: 'allow-scripts allow-forms' } },
        },
      ],
      steps: [press('connect'), until('event opened'), wait(1500), fault, press('cancel')],
    },
  ],
};
