import { goThrough, told } from './ask.ts';
import type { Situation } from './situation.ts';

export const framedHost: Situation = {
  id: 'framed-host',
  title: 'The host page is framed by another site',
  modes: ['popup'],
  play: (way) => ({ page: 'frame-around', asks: [goThrough(way)] }),
  end: (way) => ({ path: told(way) }),
  note: 'Its storage and its channels are not those of the callback page: `opener` is the only way home.',
};
