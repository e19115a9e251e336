import { press, until } from '../steps.ts';
import { goThrough, told } from './ask.ts';
import type { Situation, Way } from './situation.ts';

const without = (how: string, way: Way) => ({
  query: { storage: how },
  asks: [{ ...goThrough(way), home: `/matrix/callback?storage=${how}` }],
});

export const localFull: Situation = {
  id: 'local-full',
  title: 'localStorage is full, sessionStorage is not',
  modes: ['popup', 'iframe', 'redirect'],
  play: (way) => without('local-full', way),
  end: (way) => ({ path: told(way) }),
};

export const allRefused: Situation = {
  id: 'storage-refused',
  title: 'All storage is refused',
  modes: ['popup', 'iframe'],
  play: (way) => without('refused', way),
  end: (way) => ({ path: told(way) }),
};

export const allRefusedLeft: Situation = {
  id: 'storage-refused-left',
  title: 'All storage is refused, and the page is left',
  modes: ['redirect'],
  play: (way) => ({
    ...without('refused', way),
    steps: [press('connect'), until('shows Return to the app where you started')],
    flows: 0,
    from: 'phase redirecting',
  }),
  end: () => ({ path: 'nothing', shows: 'Return to the app where you started' }),
  note: 'Nothing in this browser remembers the flow: only the server can tell.',
};
