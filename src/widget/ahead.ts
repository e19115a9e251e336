import { browserPage } from '../browser/page.ts';
import { findPageState, pageState } from '../browser/page-state.ts';
import { outsideZones } from '../browser/zone.ts';
import { ask, mint } from '../flow/mint.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions, Prefetch, SessionSource } from '../model/options.ts';

/** A session to ask for before the press. */
export interface Request extends Pick<OpenConsentOptions, 'session' | 'key' | 'allowedOrigins'> {
  /** Whose request it is, where `session` cannot tell: a component's is another function at every render. */
  of?: unknown;
  /** The component's last flow. */
  flow?: ConsentFlow | undefined;
}

/** The session of this page that was asked for before the press. */
export interface Ahead {
  /** @param yields whether it keeps back while the page holds another session that nobody has used. */
  ask(request: Request, yields: boolean): void;
  /** For a press: a source that gives the session that is held, or on its way, and asks anew from then on. */
  take(request: Request): SessionSource | undefined;
}

/**
 * Has the session of a component's next press minted ahead. Returns the way to stop.
 *
 * @param element what the user presses, where that is known.
 * @param ask what to ask for, as things stand now; false where no press is expected.
 */
export type StartPrefetch = (
  element: Element | null | undefined,
  when: Prefetch,
  ask: () => (Request & Pick<OpenConsentOptions, 'ui'>) | false,
) => () => void;

/** The options of a press, with the session that was minted ahead of it. */
export function withAhead<Options extends OpenConsentOptions>(options: Options, of: unknown): Options {
  const session = options && findPageState<Ahead>(window, 'ahead')?.take({ ...options, of });
  return session ? { ...options, session } : options;
}

/**
 * What minting ahead takes of the rest. Handed over, not imported: a bundler would have a file of its own made of what
 * two files import, and everybody would load that.
 */
export interface Tools {
  ask: typeof ask;
  mint: typeof mint;
  page: typeof browserPage;
  pageState: typeof pageState;
  outsideZones: typeof outsideZones;
}

export const TOOLS: Tools = { ask, mint, page: browserPage, pageState, outsideZones };
