import type { Ask, Group, Row } from '../row.ts';
import { fault, press, until } from '../steps.ts';

/** Slow enough to be seen as severed on the way; and home by the callback page alone, as it must be then. */
const ask = (settings: Ask['settings'] = {}, more: Ask = {}): Ask => ({
  settings: { autopilot: 400, home: 'callback', ...settings },
  ...more,
});

const COOP = 'Cross-Origin-Opener-Policy';
const SEVERED = { popup: 'detached > success', iframe: 'success', redirect: 'success' };
const UNHARMED = { popup: 'success', iframe: 'success', redirect: 'success' };

const SEVERED_ONCE_BLANK = { webkit: { popup: 'detached > success' } };
const SEVERED_ONCE_BLANK_NOTE =
  'This value spares a window that opens at the provider. One that was blank first (as it must be, to open in the ' +
  'click) has taken the value over: Chromium and Firefox still spare it, WebKit severs it at its first page.';

const onProvider = (value: string): Row => ({
  id: `coop-provider-${value}`,
  title: `COOP \`${value}\` on the provider’s pages`,
  expected: SEVERED,
  asks: [ask({ coop: value })],
  differs: true,
});

const onHost = (value: string): Record<string, string> => ({ header: `${COOP}:${value}` });
const onCallback = (value: string): Ask => ({ home: `/matrix/callback?header=${COOP}:${value}` });

export const coop: Group = {
  title: 'Cross-Origin-Opener-Policy',
  rows: [
    onProvider('same-origin'),
    onProvider('same-origin-allow-popups'),
    {
      ...onProvider('noopener-allow-popups'),
      except: { firefox: { popup: 'success' } },
      note: 'Firefox ESR does not know this value, and ignores the header: nothing is severed there.',
    },
    {
      id: 'coop-on-302',
      title: 'COOP `same-origin` on a 302 on the way',
      expected: SEVERED,
      asks: [ask({ coopOnRedirect: 'same-origin' })],
      differs: true,
    },
    {
      id: 'coop-host-same-origin',
      title: 'COOP `same-origin` on the host page',
      expected: SEVERED,
      query: onHost('same-origin'),
      asks: [ask()],
      differs: true,
    },
    {
      id: 'coop-host-allow-popups',
      title: 'COOP `same-origin-allow-popups` on the host page',
      expected: UNHARMED,
      except: SEVERED_ONCE_BLANK,
      note: SEVERED_ONCE_BLANK_NOTE,
      query: onHost('same-origin-allow-popups'),
      asks: [ask()],
      differs: true,
    },
    {
      id: 'coop-host-and-callback-allow-popups',
      title: 'COOP `same-origin-allow-popups` on the host page and on the callback page',
      expected: UNHARMED,
      except: SEVERED_ONCE_BLANK,
      query: onHost('same-origin-allow-popups'),
      asks: [ask({}, onCallback('same-origin-allow-popups'))],
      differs: true,
      note: 'Chromium and Firefox sever at the callback page only, whose relay is there before the close is believed.',
    },
    {
      id: 'coop-callback',
      title: 'COOP `same-origin` on the callback page alone',
      expected: UNHARMED,
      asks: [ask({}, onCallback('same-origin'))],
      differs: true,
    },
    {
      id: 'coop-report-only',
      title: 'COOP that only reports, on the provider’s pages',
      expected: UNHARMED,
      asks: [ask({ coopReportOnly: 'same-origin' })],
      differs: true,
    },
    {
      id: 'coop-denied',
      title: 'Denied behind COOP: the callback names no session',
      expected: {
        popup: 'detached > cancelled: denied',
        iframe: 'cancelled: denied',
        redirect: 'cancelled: denied',
      },
      asks: [ask({ coop: 'same-origin', ending: 'denied', autopilot: 800 })],
    },
    {
      id: 'coop-never-home',
      title: 'Severed, and nothing ever comes home: cancelled in the panel',
      expected: { popup: 'detached > cancelled: aborted' },
      asks: [{ settings: { coop: 'same-origin' } }],
      steps: [press('connect'), until('event detached'), fault, press('cancel')],
      windowStays: true,
      differs: true,
    },
  ],
};
