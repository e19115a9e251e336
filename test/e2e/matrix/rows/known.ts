import type { Ask, Group } from '../row.ts';
import { press, until } from '../steps.ts';

const EVERY = { popup: 'success', iframe: 'success', redirect: 'success' };
const COOP = 'Cross-Origin-Opener-Policy';

const ask = (settings: Ask['settings']): Ask => ({
  known: true,
  settings: { autopilot: 400, home: 'callback', ...settings },
});

/** Sessions that the page has before the press: a window opens at the provider, with no blank page before it. */
export const known: Group = {
  title: 'A session that is there before the press',
  rows: [
    {
      id: 'known',
      title: 'Nothing goes wrong',
      expected: EVERY,
      asks: [ask({ autopilot: 1 })],
      differs: true,
    },
    {
      id: 'known-severed',
      title:
        'COOP `same-origin` on the provider’s pages: only the window’s own mark says whose its callback is',
      expected: { popup: 'detached > success' },
      asks: [ask({ coop: 'same-origin' })],
      differs: true,
    },
    {
      id: 'known-severed-denied',
      title: 'The same, denied: the callback names no session',
      expected: { popup: 'detached > cancelled: denied' },
      asks: [ask({ coop: 'same-origin', ending: 'denied', autopilot: 800 })],
      differs: true,
    },
    {
      id: 'known-severed-by-host',
      title: 'COOP `same-origin` on the host page',
      expected: { popup: 'detached > success' },
      query: { header: `${COOP}:same-origin` },
      asks: [ask({})],
      differs: true,
    },
    {
      id: 'known-host-allow-popups',
      title: 'COOP `same-origin-allow-popups` on the host page',
      expected: { popup: 'success' },
      query: { header: `${COOP}:same-origin-allow-popups` },
      asks: [ask({})],
      differs: true,
      note: 'Unlike a window that was blank first, WebKit does not sever this one.',
    },
    {
      id: 'known-cancelled',
      title: 'Cancelled right after the press: the window on its way closes',
      expected: { popup: 'cancelled: aborted' },
      asks: [ask({ autopilot: 60_000 })],
      steps: [press('connect'), until('event opened'), press('cancel')],
      differs: true,
    },
  ],
};
