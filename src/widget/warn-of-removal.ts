import { isLoopbackPage } from '../protocol/auth-url.ts';

/** A word for the developer whose menu closes when "Connect" is chosen: by design nobody else hears of such an end. */
export function warnOfRemoval(owner: string): void {
  if (isLoopbackPage(window.origin))
    console.warn(
      `open-consent: ${owner} was removed while its flow was running, so the flow was cancelled. Keep it outside of menus that close, or call openConsent()`,
    );
}
