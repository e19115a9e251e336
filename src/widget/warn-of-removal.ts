import { isLoopbackPage } from '../protocol/auth-url.ts';

/** Warns the developer, for example if a menu closes when the user picks "Connect". No callback reports such an end. */
export function warnOfRemoval(owner: string): void {
  if (isLoopbackPage(window.origin))
    console.warn(
      `open-consent: ${owner} was removed while its flow was running, so the flow was cancelled. Keep it outside of menus that close, or call openConsent()`,
    );
}
