import type { Group } from '../row.ts';
import { atHome } from './at-home.ts';
import { backFromRedirect } from './back.ts';
import { framedHost } from './framed-host.ts';
import { groupOf } from './situation.ts';

/** Unnamed flows alone, until there are others. */
export const wayHome: Group = groupOf('The way home', [atHome, framedHost, backFromRedirect], [false]);
