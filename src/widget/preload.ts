import type { OpenConsentOptions } from '../model/options.ts';
import { TOOLS } from './ahead.ts';
import { preconnect } from './preconnect.ts';

/** What {@link preload} takes: those options of `openConsent()` that count before the press. */
export type PreloadOptions = Partial<Pick<OpenConsentOptions, 'session' | 'key' | 'allowedOrigins' | 'ui'>>;

/**
 * Makes the next press quicker: connects to the provider, and loads the part that draws. Call it when a press is likely
 * (`pointerenter`, `focusin`), or when the page is idle; calling it again does nothing more. Does nothing on a server.
 * How much the connection helps is the browser's own business: Chromium 156 opens another for a document of another site.
 *
 * With `session`, it also asks for the auth session, so that the press opens the provider's page at once. The next
 * `openConsent()` with the same `session` (the same address, or the very same function) and `key` uses it, once; call
 * `preload()` again for the press after that one. It is kept in memory until two minutes before it expires, or until the
 * page is left. Each session that is asked for is minted at the platform, whether it is used or not. Nothing is asked for
 * where the browser saves data.
 *
 * @param options those of `openConsent()`: of them `session`, `key`, `allowedOrigins` (default `https://auth.fiskil.com`)
 * and `ui` count.
 */
export function preload(options?: PreloadOptions): void {
  if (typeof document === 'undefined') return;
  preconnect(options);
  if (options?.ui !== false) void import('../ui/mount-widget.tsx').catch(() => {});
  const { session } = options ?? {};
  if (!session) return;
  const load = import('./prefetch.ts');
  load.then(({ mintAhead }) => mintAhead({ ...options, session }, TOOLS)).catch(() => {});
}
