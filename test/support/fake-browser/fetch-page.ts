import { severs } from './coop.ts';
import type { PageSetup } from './page.ts';
import type { Place } from './place.ts';

/** What an address comes to in the end, and whether a response on the way severs the window. */
interface Fetched {
  setup: PageSetup;
  url: string;
  severed: boolean;
}

/** Follows the redirects from `url`. */
export function fetchPage(place: Place, url: string): Fetched {
  const setup = place.browser.setupOf(url);
  const { coop = 'unsafe-none', redirect } = setup;
  const { origin } = new URL(url);
  const severed = !place.parent && place.page !== undefined && severs(standing(place), { coop, origin });
  if (redirect === undefined) return { setup, url, severed };
  const next = fetchPage(place, new URL(redirect, url).href);
  return { ...next, severed: severed || next.severed };
}

function standing({ page: { coop, origin, url } }: Place) {
  return { coop, origin, initial: url === 'about:blank' };
}
