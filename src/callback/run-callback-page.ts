import { pageState } from '../browser/page-state.ts';
import { leaveParcel } from '../browser/parcel.ts';
import { browserStore } from '../browser/store.ts';
import { handleCallback } from './handle-callback.ts';

/** Where the window was told to close and has not: a moment later the user needs to read something. */
const CLOSE_MS = 300;

/**
 * The callback page that runs by itself: delivers the result, then closes the window, or goes back to the page that
 * launched the flow, or says that the window can be closed. Touches the page only for a callback that is surely ours.
 * Loaded twice, it runs once.
 */
export function runCallbackPage(win: Window): Promise<void> {
  return pageState(win, 'callback-page', () => run(win));
}

async function run(win: Window): Promise<void> {
  const found = await handleCallback(win);
  if (found.handled === 'relayed') {
    if (win.parent === win) win.setTimeout(() => sayDone(win.document), CLOSE_MS);
    return;
  }
  if (found.handled !== 'here' || found.verdict !== 'verified') return;
  const { parcel, returnUrl } = found;
  // Never anywhere but on our own origin, whatever storage says.
  if (typeof returnUrl !== 'string' || !returnUrl.startsWith(`${win.origin}/`)) return sayDone(win.document);
  leaveParcel(browserStore(win, 'sessionStorage'), parcel);
  win.location.replace(returnUrl);
}

/** Above whatever the page has of its own; a page with nothing gets what it takes to be read. */
function sayDone(document: Document): void {
  const { body, documentElement: root } = document;
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => sayDone(document), { once: true });
    return;
  }
  if (!body.textContent?.trim()) makeReadable(document);
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.lang = 'en';
  text.dir = 'ltr';
  text.textContent = 'You can close this window.';
  text.style.cssText =
    'font:1.25rem/1.5 system-ui,sans-serif;max-width:30em;margin:15vh auto;padding:0 1rem;text-align:center';
  document.title ||= 'You can close this window';
  root.lang ||= 'en';
  body.prepend(text);
}

/** The user's light or dark, and letters of their size on a phone. */
function makeReadable({ documentElement, head }: Document): void {
  documentElement.style.colorScheme ||= 'light dark';
  if (head.querySelector('[name=viewport]')) return;
  const viewport = document.createElement('meta');
  viewport.name = 'viewport';
  viewport.content = 'width=device-width';
  head.append(viewport);
}
