import type { Mode, Step } from '../row.ts';
import { fault, press, until, wait } from '../steps.ts';
import { homeInNewTab, homeInOtherBrowser } from '../steps-home.ts';
import { stay, told } from './ask.ts';
import type { Situation, Way } from './situation.ts';

const RETURN = 'Return to the app where you started';

/** An error of a flow without a name says nothing of whose it is; a success names its session. */
const isNobodys = ({ named, ending }: Pick<Way, 'named' | 'ending'>): boolean =>
  !named && ending === 'denied';

const underWay = (mode: Mode): Step[] => [
  press('connect'),
  until(mode === 'redirect' ? 'phase redirecting' : 'phase active'),
  wait(500),
  fault,
];

/** Longer than a callback page waits for an answer. */
const QUIET: Step[] = [wait(2000)];

export const newTab: Situation = {
  id: 'new-tab',
  title: 'The bank’s app comes home in a new tab',
  modes: ['popup', 'iframe', 'redirect'],
  play: (way) => ({
    asks: [stay(way)],
    steps: [...underWay(way.mode), homeInNewTab(way.ending), ...(isNobodys(way) ? QUIET : [])],
    windowStays: true,
    ...(isNobodys(way) && { flows: 0 }),
  }),
  end: (way) => (isNobodys(way) ? { path: 'nothing', shows: RETURN } : { path: told(way) }),
  note: 'An error of a flow without a name says nothing of whose it is.',
};

export const otherBrowser: Situation = {
  id: 'other-browser',
  title: 'It comes home in a browser that knows nothing of it',
  modes: ['popup', 'iframe', 'redirect'],
  play: (way) => ({
    asks: [stay(way)],
    steps: [...underWay(way.mode), homeInOtherBrowser(way.ending), ...QUIET],
    windowStays: true,
    flows: 0,
  }),
  end: () => ({ path: 'nothing', shows: RETURN }),
};
