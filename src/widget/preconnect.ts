import type { OpenConsentOptions } from '../model/options.ts';
import { PROVIDER_ORIGIN } from '../protocol/auth-url.ts';

/** Connects to the provider ahead of the press. Further calls do nothing. On a server it does nothing. */
export function preconnect(options?: Pick<OpenConsentOptions, 'allowedOrigins' | 'ui'>): void {
  if (typeof document === 'undefined') return;
  for (const origin of options?.allowedOrigins ?? [PROVIDER_ORIGIN]) connect(origin);
}

/** Does not set `crossorigin`, because the connection is for a document, which the browser requests with cookies. */
function connect(origin: string): void {
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  const links = document.head.querySelectorAll<HTMLLinkElement>('link[rel="preconnect"]');
  if (![...links].some(({ href }) => href === link.href)) document.head.append(link);
}
