import { lines } from './code.ts';
import type { SnippetChoices } from './options-code.ts';

/** The page behind `redirect_uri` and `cancel_uri`. */
export function callbackSnippet({ callback }: Pick<SnippetChoices, 'callback'>): string {
  if (callback === 'none')
    return lines('<!-- No callback page: only the provider’s message brings the result. -->');
  if (callback === 'bare') return page('<p>Thank you. You can close this window.</p>');
  if (callback === 'script') return page('<script src="/open-consent-callback.global.js"></script>');
  return lines(
    '<!-- The app itself is the callback page: it calls completeConsent() when it starts, as in the npm code. -->',
    '<meta name="referrer" content="no-referrer">',
    '<script type="module" src="/main.js"></script>',
  );
}

function page(content: string): string {
  return lines(
    '<!doctype html>',
    '<meta charset="utf-8">',
    '<meta name="referrer" content="no-referrer">',
    '<title>One moment</title>',
    content,
  );
}
