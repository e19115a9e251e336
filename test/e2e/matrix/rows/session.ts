import type { Group, Row } from '../row.ts';
import { press, until } from '../steps.ts';
import { anotherTab } from '../steps-home.ts';

const every = (path: string): Row['expected'] => ({ popup: path, iframe: path, redirect: path });
const DAY_MS = 86_400_000;

const wrongClock = (id: string, title: string, ms: number): Row => ({
  id,
  title,
  expected: every('success'),
  query: { clock: String(ms) },
  asks: [{ settings: { autopilot: 1 }, home: `/matrix/callback?clock=${ms}` }],
});

export const session: Group = {
  title: 'The session',
  rows: [
    {
      id: 'mint-slow',
      title: 'Minting takes 6 s',
      expected: every('success'),
      asks: [{ delayMs: 6000, settings: { autopilot: 1 } }],
      from: 'pressed',
    },
    {
      id: 'mint-failing',
      title: 'Minting fails with a 503',
      expected: every('failed: session_request_failed'),
      asks: [{ status: 503 }],
    },
    {
      id: 'mint-not-json',
      title: 'The answer is not JSON',
      expected: every('failed: session_request_failed'),
      asks: [{ body: '<!doctype html><title>Log in</title>' }],
    },
    {
      id: 'mint-wrong-shape',
      title: 'The answer has the wrong shape',
      expected: every('failed: session_request_failed'),
      asks: [{ body: '{"session":"s","url":"https://auth.fiskil.com"}' }],
    },
    {
      id: 'session-expired',
      title: 'Already expired, and the same one comes again',
      expected: every('failed: session_expired'),
      asks: [{ settings: { expiresIn: 0 }, same: true }],
    },
    {
      id: 'session-expired-two',
      title: 'Two different sessions in a row have expired',
      expected: { popup: 'failed: session_invalid', iframe: 'failed: session_invalid' },
      asks: [{ settings: { expiresIn: 0 } }],
      note: 'More likely the clock of the device is wrong: the provider decides.',
    },
    {
      id: 'session-expiring',
      title: 'Expires while it is open',
      expected: { popup: 'failed: session_expired', iframe: 'failed: session_expired' },
      asks: [{ settings: { expiresIn: 2 } }],
    },
    {
      id: 'session-expiring-severed',
      title: 'Expires while its window is severed',
      expected: { popup: 'detached > failed: session_expired' },
      asks: [{ settings: { expiresIn: 2, coop: 'same-origin' } }],
      windowStays: true,
    },
    wrongClock('clock-ahead', 'The client’s clock is a day ahead', DAY_MS),
    wrongClock('clock-behind', 'The client’s clock is a day behind', -DAY_MS),
    {
      id: 'session-used-twice',
      title: 'Used twice',
      expected: every('success | failed: session_used'),
      asks: [{ same: true, settings: { autopilot: 1 } }],
      steps: [press('connect'), until('left {}'), press('connect')],
      flows: 2,
      from: 'pressed',
    },
    {
      id: 'session-used-in-two-tabs',
      title: 'Used in another tab',
      expected: { popup: 'success | failed: session_used', iframe: 'success | failed: session_used' },
      asks: [{ same: true, settings: { autopilot: 1 } }],
      steps: [press('connect'), until('left {}'), anotherTab, press('connect')],
      flows: 2,
      from: 'pressed',
    },
  ],
};
