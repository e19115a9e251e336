import type { OpenConsentOptions, SessionStatus } from '../../../src/index.ts';
import type { SessionRequest } from '../../support/host-session.ts';
import type { Cell } from './cell.ts';
import type { FocusWay } from './desk.ts';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

export const MODES = ['popup', 'iframe', 'redirect'] as const;
export type Mode = (typeof MODES)[number];

/** What the host page opens when its button is pressed; `test/support/pages/matrix/run-host.js` reads it. */
export interface Ask extends SessionRequest {
  /** Where it is another than the cell's. */
  mode?: OpenConsentOptions['mode'];
  options?: Partial<OpenConsentOptions>;
  /** iframe mode in the widget's own dialog. */
  dialog?: boolean;
  /** What `getStatus` says, how late, or that it fails. */
  serverSays?: { says?: SessionStatus; afterMs?: number; fails?: boolean };
  /** Opens the next flow when one has ended, until there were so many. */
  chain?: number;
  /** The host page is busy for eight seconds once its window is open. */
  freezes?: boolean;
  /** The page asks for the session when it loads, and passes it as a value. */
  known?: boolean;
  /** The session is asked for with the flow's id, as the built-in request does. */
  named?: boolean;
  /** By when nothing may be left after the outcome. Default 2000. */
  cleanWithinMs?: number;
}

/** One thing that a person, the host page or the machine does in a cell. */
export type Step = (cell: Cell) => Promise<void>;

/**
 * A fault, and what must come of it. The path of a flow is what `expected` tells: its turns (`popup_blocked`,
 * `frame_stalled`, `detached`, `late_outcome`) and its one outcome, in their order. Several flows are joined by ` | `.
 */
export interface Row {
  id: string;
  title: string;
  /** The modes that the fault applies to, each with the path expected. */
  expected: Partial<Record<Mode, string>>;
  /** Where an engine cannot do that, with the browser fact in `note`. */
  except?: Partial<Record<Engine, Partial<Record<Mode, string>>>>;
  /** Why it is like that: the fact of the browsers that it rests on. */
  note?: string;
  /** The page of `test/support/pages/matrix`, and the faults and headers of its address. */
  page?: string;
  query?: Record<string, string | string[]>;
  /** One for each press of the button; the last is for all that follow. */
  asks?: Ask[];
  /** Done once the host page is ready; the default is to press the button. */
  steps?: Step[];
  /** How many flows there are to end. Default 1. */
  flows?: number;
  /** What the time is counted from, where no step marks it: an entry of the pages. Default `event opened`. */
  from?: string;
  /** The outcome must be there so many milliseconds after the fault. */
  withinMs?: number;
  deadlineMs?: number;
  /** How long it listens after the end for what must not come, such as a second callback. Default 0. */
  quietMs?: number;
  /** What a callback page must show in the end. */
  shows?: string;
  /** A window that is still there afterwards, and may be: it was severed, and nobody can close it. */
  windowStays?: boolean;
  /** Engines differ here, so every engine's cells are part of a quick run. */
  differs?: boolean;
  /** The engine itself may take either of two ways on a busy machine: run by `npm run test:e2e` alone. */
  racy?: boolean;
  /** Run by `npm run test:e2e` alone: unit tests go through the same in milliseconds. */
  fullOnly?: boolean;
  /** How the window manager gives the focus, where that is not as usual. */
  focus?: FocusWay;
}

export interface Group {
  title: string;
  rows: Row[];
}
