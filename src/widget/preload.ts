import type { OpenConsentOptions } from '../model/options.ts';
import { preconnect } from './preconnect.ts';

/**
 * Makes the first press quicker: connects to the provider, and loads the part that draws. Call it when a press is
 * likely (`pointerenter`, `focusin`), or when the page is idle; calling it again does nothing more. Does nothing on a
 * server. How much the connection helps is the browser's own business: Chromium 156 opens another for a document of
 * another site.
 *
 * @param options those of `openConsent()`: of them `allowedOrigins` (default `https://auth.fiskil.com`) and `ui` count.
 */
export function preload(options?: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'>): void {
  if (typeof document === 'undefined') return;
  preconnect(options);
  if (options?.ui !== false) void import('../ui/mount-widget.tsx').catch(() => {});
}
