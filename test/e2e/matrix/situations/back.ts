import { fault, press } from '../steps.ts';
import { back, inFront } from '../steps-home.ts';
import { stay } from './ask.ts';
import type { Situation } from './situation.ts';

export const backFromRedirect: Situation = {
  id: 'back-before-end',
  title: 'Back before the end',
  modes: ['redirect'],
  play: (way) => ({ asks: [stay(way)], steps: [press('connect'), inFront('Choose your'), fault, back] }),
  end: () => ({ path: 'cancelled: dismissed' }),
};
