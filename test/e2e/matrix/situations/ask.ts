import type { Ask } from '../row.ts';
import type { Way } from './situation.ts';

const STEP_MS = 100;

/** The user goes through the provider's pages, and the callback page alone brings the result home. */
export function goThrough({ named, ending }: Way): Ask {
  return { named, settings: { autopilot: STEP_MS, home: 'callback', ending } };
}

/** The user stays at the provider's first page. */
export function stay({ named, ending }: Way): Ask {
  return { named, settings: { home: 'callback', ending } };
}

/** The outcome that the provider's end amounts to. */
export function told({ ending }: Pick<Way, 'ending'>): string {
  return ending === 'success' ? 'success' : 'cancelled: denied';
}
