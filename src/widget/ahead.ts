import { browserPage } from '../browser/page.ts';
import { findPageState, pageState } from '../browser/page-state.ts';
import { outsideZones } from '../browser/zone.ts';
import { ask, mint } from '../flow/mint.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions, Prefetch, SessionSource } from '../model/options.ts';

/** A request for a session ahead of the press. */
export interface Request extends Pick<OpenConsentOptions, 'session' | 'key' | 'allowedOrigins'> {
  /** Identifies the component of the request, whose `session` may be another function at every render. */
  of?: unknown;
  /** The component's last flow. */
  flow?: ConsentFlow | undefined;
}

/** Holds the session of this page that was requested ahead of the press. */
export interface Ahead {
  /** @param yields whether to do nothing while the page holds another unused session. */
  ask(request: Request, yields: boolean): void;
  /** For a press: returns a source that gives the held or requested session once, and then requests new ones. */
  take(request: Request): SessionSource | undefined;
}

/**
 * Mints the session of a component's next press ahead. Returns a function that stops it.
 *
 * @param element the button, if it is known.
 * @param ask returns the current request, or false if no press is expected.
 */
export type StartPrefetch = (
  element: Element | null | undefined,
  when: Prefetch,
  ask: () => (Request & Pick<OpenConsentOptions, 'ui'>) | false,
) => () => void;

/** The options of a press, with the session that was minted ahead, if there is one. */
export function withAhead<Options extends OpenConsentOptions>(options: Options, of: unknown): Options {
  const session = options && findPageState<Ahead>(window, 'ahead')?.take({ ...options, of });
  return session ? { ...options, session } : options;
}

/**
 * The functions that minting ahead needs. They are passed and not imported. Otherwise a bundler would move them into a
 * chunk of their own, which every page would have to load.
 */
export interface Tools {
  ask: typeof ask;
  mint: typeof mint;
  page: typeof browserPage;
  pageState: typeof pageState;
  outsideZones: typeof outsideZones;
}

export const TOOLS: Tools = { ask, mint, page: browserPage, pageState, outsideZones };
