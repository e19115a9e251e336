import type { Ask, Step } from '../row.ts';
import { press, pressByKey, reload, until } from '../steps.ts';
import { told } from './ask.ts';
import type { Situation, Way } from './situation.ts';

/** Slow enough for the host page to have gone before the end. */
const slowly = ({ named, ending }: Way): Ask => ({
  named,
  settings: { autopilot: 1500, home: 'callback', ending },
});

const gone = (id: string, title: string, ...steps: Step[]): Situation => ({
  id,
  title,
  modes: ['popup'],
  play: (way) => ({
    asks: [slowly(way)],
    steps: [press('connect'), until('phase active'), ...steps, until(`callback completed ${told(way)}`)],
  }),
  end: (way) => ({ path: told(way) }),
});

export const hostReloaded: Situation = gone('host-reloaded', 'The host page is reloaded', reload);

export const hostReplaced: Situation = gone(
  'host-replaced',
  'Another page of the app takes the host’s place',
  pressByKey('elsewhere'),
  until('path /matrix/host/elsewhere'),
);
