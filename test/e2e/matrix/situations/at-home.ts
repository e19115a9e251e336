import { MODES } from '../row.ts';
import { goThrough, told } from './ask.ts';
import type { Situation } from './situation.ts';

export const atHome: Situation = {
  id: 'same-tab',
  title: 'Home where it began',
  modes: MODES,
  play: (way) => ({ asks: [goThrough(way)] }),
  end: (way) => ({ path: told(way) }),
};
