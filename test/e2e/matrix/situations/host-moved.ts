import type { Ask, Step } from '../row.ts';
import { press, pressByKey, reload, until } from '../steps.ts';
import { back } from '../steps-home.ts';
import { told } from './ask.ts';
import type { Situation, Way } from './situation.ts';

/** Slow enough for the host page to have gone before the end. */
const slowly = ({ named, ending }: Way): Ask => ({
  named,
  settings: { autopilot: 1500, home: 'callback', ending },
});

const moved = (id: string, title: string, steps: (way: Way) => Step[]): Situation => ({
  id,
  title,
  modes: ['popup'],
  play: (way) => ({
    asks: [slowly(way)],
    steps: [press('connect'), until('phase active'), ...steps(way)],
  }),
  end: (way) => ({ path: told(way) }),
});

/** It is no longer the flow that tells, but the page that is there then. */
const byPage = (way: Way): Step => until(`callback completed ${told(way)}`);

const toAnother: Step[] = [pressByKey('elsewhere'), until('path /matrix/host/elsewhere')];

export const hostReloaded: Situation = moved('host-reloaded', 'The host page is reloaded', (way) => [
  reload,
  byPage(way),
]);

export const hostReplaced: Situation = moved(
  'host-replaced',
  'Another page of the app takes the host’s place',
  (way) => [...toAnother, byPage(way)],
);

export const hostLeftAndBack: Situation = {
  ...moved('host-left-and-back', 'The user leaves the host page for another, and goes Back to it', () => [
    ...toAnother,
    back,
  ]),
  note: 'WebKit takes the page out of its memory, and the flow goes on. The others load it anew.',
};
