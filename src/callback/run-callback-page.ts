import { browserStore } from '../browser/store.ts';
import { handleCallback } from './handle-callback.ts';
import { sendParcel } from './parcel.ts';

/** Where the window was told to close and has not: a moment later the user needs to read something. */
const CLOSE_MS = 300;

/**
 * The callback page that runs by itself: delivers the result, then closes the window, or goes back to the page that
 * launched the flow, or says that the window can be closed. Touches the page only for a callback that is surely ours.
 */
export async function runCallbackPage(win: Window): Promise<void> {
  const found = await handleCallback(win);
  if (found.handled === 'relayed') {
    if (win.parent === win) win.setTimeout(() => sayDone(win.document), CLOSE_MS);
    return;
  }
  if (found.handled === 'none' || !found.verified) return;
  const { outcome, marker } = found;
  const back = marker?.returnUrl;
  if (back === undefined || new URL(back).origin !== win.origin) return sayDone(win.document);
  sendParcel(browserStore(win, 'sessionStorage'), { outcome, state: marker?.state });
  win.location.replace(back);
}

function sayDone(document: Document): void {
  if (!document.body) {
    document.addEventListener('DOMContentLoaded', () => sayDone(document), { once: true });
    return;
  }
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  text.textContent = 'All done. You can close this window.';
  text.style.cssText =
    'font:1.25rem/1.5 system-ui,sans-serif;max-width:30em;margin:15vh auto;padding:0 1rem;text-align:center';
  document.title ||= 'You can close this window';
  document.documentElement.lang ||= 'en';
  document.body.prepend(text);
}
