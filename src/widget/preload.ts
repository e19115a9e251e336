import type { OpenConsentOptions } from '../model/options.ts';
import { preconnect } from './preconnect.ts';

/**
 * Makes the first press quicker: connects to the provider, and loads the part that draws. Call it when a press is
 * likely (`pointerenter`, `focusin`) or when the page is idle; calling it again does nothing more. What it cannot do, the
 * press does. Does nothing on a server.
 *
 * @param options those of `openConsent()`: of them `allowedOrigins` (default `https://auth.fiskil.com`) and `ui` count.
 */
export function preload(options: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'> = {}): void {
  if (typeof document === 'undefined') return;
  preconnect(options);
  if (options.ui !== false) void import('../ui/mount-widget.tsx').catch(() => {});
}
