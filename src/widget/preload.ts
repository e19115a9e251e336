import type { OpenConsentOptions } from '../model/options.ts';

/**
 * Makes the first press quicker: connects to the provider, and loads the part that draws. Call it when a press is
 * likely (`pointerenter`, `focusin`) or when the page is idle; calling it again does nothing more. What it cannot do, the
 * press does. Does nothing on a server.
 *
 * @param options those of `openConsent()`: of them `allowedOrigins` (default `https://auth.fiskil.com`) and `ui` count.
 */
export function preload({
  allowedOrigins = ['https://auth.fiskil.com'],
  ui,
}: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'> = {}): void {
  if (typeof document === 'undefined') return;
  for (const origin of allowedOrigins) preconnect(origin);
  if (ui !== false) void import('../ui/mount-widget.tsx').catch(() => {});
}

/** Without `crossorigin`: the connection is for a document, which is asked for with cookies. */
function preconnect(origin: string): void {
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  const links = document.head.querySelectorAll<HTMLLinkElement>('link[rel="preconnect"]');
  if (![...links].some(({ href }) => href === link.href)) document.head.append(link);
}
