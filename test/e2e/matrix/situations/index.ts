import type { Group } from '../row.ts';
import { atHome } from './at-home.ts';
import { backAfterEnd, backFromRedirect } from './back.ts';
import { newTab, otherBrowser } from './elsewhere.ts';
import { framedHost } from './framed-host.ts';
import { hostLeftAndBack, hostReloaded, hostReplaced } from './host-moved.ts';
import { groupOf } from './situation.ts';
import { allRefused, allRefusedLeft, localFull } from './storage.ts';

export const wayHome: Group = groupOf('The way home', [
  atHome,
  newTab,
  otherBrowser,
  framedHost,
  hostReloaded,
  hostReplaced,
  hostLeftAndBack,
  backFromRedirect,
  backAfterEnd,
  localFull,
  allRefused,
  allRefusedLeft,
]);
