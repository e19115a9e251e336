import type { Context } from './context.ts';
import { securityError } from './events.ts';
import type { Page } from './page.ts';

const PARTS = ['origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const;

/** Where a window is and where it is sent: all of it for a page of its own origin, and only the sending for any other. */
export function locationOf(viewer: Page, context: Context): Location {
  const send = (how: Navigation['how']) => (url: string | URL) => navigate(viewer, context, String(url), how);
  const location = {
    get href() {
      return read(viewer, context, 'href').href;
    },
    set href(url: string) {
      send('href')(url);
    },
    replace: send('replace'),
    get assign() {
      read(viewer, context, 'assign');
      return send('assign');
    },
    get reload() {
      read(viewer, context, 'reload');
      return () => context.place.reload();
    },
    toString: () => location.href,
  };
  for (const part of PARTS)
    Object.defineProperty(location, part, {
      get: () =>
        part === 'origin' && context.page === viewer ? viewer.origin : read(viewer, context, part)[part],
      set: (value: string) => {
        const url = read(viewer, context, part);
        send('href')(Object.assign(new URL(url), { [part]: value }).href);
      },
    });
  return location as unknown as Location;
}

function read(viewer: Page, context: Context, name: string): URL {
  // A closed window is at about:blank; one that was severed is a stranger's.
  if (context.gone) return new URL('about:blank');
  if (context.page?.sameOrigin(viewer)) return new URL(context.page.url);
  throw securityError(`Blocked a frame from accessing "${name}" of a cross-origin frame's location.`);
}

/** One order to go somewhere. */
export interface Navigation {
  how: 'assign' | 'replace' | 'href' | 'open' | 'frame' | 'user' | 'reload';
  url: string;
}

function navigate(viewer: Page, context: Context, to: string, how: Navigation['how']): void {
  if (context.closed) return;
  context.place.navigate({ how, url: resolveUrl(viewer, to) });
}

/** An address as a script of `page` means it. */
export function resolveUrl(page: Page, to: string): string {
  const base = page.url === 'about:blank' ? page.creator?.url : page.url;
  if (!URL.canParse(to, base)) throw new DOMException(`'${to}' is not a valid URL.`, 'SyntaxError');
  const url = new URL(to, base);
  if (url.protocol === 'javascript:') throw new Error(`a fake browser runs no address: ${url}`);
  return url.href;
}
