import type { OpenConsentOptions } from '../model/options.ts';
import { TOOLS } from './ahead.ts';
import { preconnect } from './preconnect.ts';

/** The options of {@link preload}: those options of `openConsent()` that matter before the press. */
export type PreloadOptions = Partial<Pick<OpenConsentOptions, 'session' | 'key' | 'allowedOrigins' | 'ui'>>;

/**
 * Makes the next press faster: connects to the provider and loads the widget's UI. Call it when a press is likely
 * (`pointerenter`, `focusin`), or when the page is idle. Further calls connect and load nothing more. On a server it
 * does nothing. How much the connection helps depends on the browser: Chromium 156 opens a second connection for
 * a document of another site.
 *
 * With `session`, it also requests the auth session, so that the press opens the provider's page at once. The next
 * `openConsent()` with the same `session` (the same URL or the same function) and the same `key` uses that session,
 * once. Call `preload()` again for the press after that one. The page keeps the session in memory until two minutes
 * before it expires (if it lives for less than four minutes, for half of its lifetime), or until the user leaves the
 * page. Each session is minted at the platform, even if it is never used. If the browser is set to save data, no
 * session is requested.
 *
 * @param options The same as for `openConsent()`. Only `session`, `key`, `allowedOrigins` (default
 * `https://auth.fiskil.com`) and `ui` matter here.
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
