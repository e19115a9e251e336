import { fault, press, until } from '../steps.ts';
import { back, homeInSameTab, inFront } from '../steps-home.ts';
import { stay, told } from './ask.ts';
import type { Situation } from './situation.ts';

export const backFromRedirect: Situation = {
  id: 'back-before-end',
  title: 'Back before the end',
  modes: ['redirect'],
  play: (way) => ({ asks: [stay(way)], steps: [press('connect'), inFront('Choose your'), fault, back] }),
  end: () => ({ path: 'cancelled: dismissed' }),
};

export const backAfterEnd: Situation = {
  id: 'back-after-end',
  title: 'Back after the end, until the page where it began',
  modes: ['redirect'],
  play: (way) => ({
    asks: [stay(way)],
    steps: [
      press('connect'),
      inFront('Choose your'),
      fault,
      homeInSameTab(way.ending),
      until(`callback completed ${told(way)}`),
      until('left {}'),
      back,
      inFront('Choose your'),
      back,
      inFront('Host page'),
    ],
  }),
  end: (way) => ({ path: told(way) }),
  note: 'An engine may load that page anew, or take it out of its memory.',
};
