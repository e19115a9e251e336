import type { Ask, Group, Row } from '../row.ts';
import { fault, press, until } from '../steps.ts';

const open = press('connect');
const SEVERED: Ask['settings'] = { coop: 'same-origin' };

const says = (status: 'success' | 'cancelled' | 'failed', outcome: string): Row => ({
  id: `status-${status}`,
  title: `Says \`${status}\` of a severed window`,
  expected: { popup: `detached > ${outcome}` },
  asks: [{ settings: SEVERED, serverSays: { says: status } }],
  from: 'event detached',
  windowStays: true,
});

export const getStatus: Group = {
  title: '`getStatus`',
  rows: [
    says('success', 'success'),
    says('cancelled', 'cancelled: user_cancelled'),
    says('failed', 'failed: provider_error'),
    {
      id: 'status-slow',
      title: 'Takes 4 s',
      expected: { popup: 'detached > success' },
      asks: [{ settings: SEVERED, serverSays: { says: 'success', afterMs: 4000 } }],
      from: 'asked',
      windowStays: true,
    },
    {
      id: 'status-failing',
      title: 'Fails, again and again: that means nothing',
      expected: { popup: 'detached > cancelled: aborted' },
      asks: [{ settings: SEVERED, serverSays: { fails: true } }],
      steps: [open, until('answered', 1), fault, press('cancel')],
      windowStays: true,
    },
    {
      id: 'status-contradicts-message',
      title: 'Contradicts a result that came before its answer',
      expected: { popup: 'detached > success' },
      asks: [
        {
          settings: { ...SEVERED, autopilot: 400, home: 'callback' },
          serverSays: { says: 'failed', afterMs: 6000 },
        },
      ],
      steps: [open, until('answered')],
    },
    {
      id: 'status-before-message',
      title: 'Contradicted by a result that comes after its answer',
      expected: { popup: 'detached > cancelled: user_cancelled' },
      asks: [
        { settings: { ...SEVERED, autopilot: 600, home: 'callback' }, serverSays: { says: 'cancelled' } },
      ],
      steps: [open, until('began', 1)],
      windowStays: true,
    },
  ],
};
