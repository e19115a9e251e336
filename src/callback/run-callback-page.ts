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
  if (document.readyState === 'loading')
    return document.addEventListener('DOMContentLoaded', () => sayDone(document));
  const says = 'You can close this window';
  if (!body.textContent?.trim()) {
    root.style.colorScheme ||= 'light dark';
    root.lang ||= 'en';
    add(document.head, 'meta', { name: 'viewport', content: 'width=device-width' });
  }
  document.title ||= says;
  const text = add(body, 'p', { lang: 'en', role: 'status', textContent: says });
  text.style.cssText = 'font:20px/1.5 system-ui;margin:15vh 16px;text-align:center';
}

function add<K extends 'meta' | 'p'>(
  parent: Element,
  name: K,
  content: Partial<HTMLElementTagNameMap[K]>,
): HTMLElementTagNameMap[K] {
  const element = Object.assign(parent.ownerDocument.createElement(name), content);
  parent.prepend(element);
  return element;
}
