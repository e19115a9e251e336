import { findPageState, pageState } from '../browser/page-state.ts';
import { isFramed } from '../browser/relay.ts';
import { type PageTexts, pageTexts } from '../model/page-texts.ts';
import { readCallback } from '../protocol/callback-url.ts';
import { arrive } from './arrive.ts';
import { recordsOf } from './take.ts';

/** After this time the window has not closed, or the page that waits is busy, so the user needs a sentence to read. */
const SAY_AFTER_MS = 600;

/**
 * The script of the callback page. It delivers the result, and closes the window or goes back to the page that launched
 * the flow. If neither happens, it shows a sentence for the user. If it is loaded twice, it runs once.
 */
export function runCallbackPage(win: Window): Promise<void> {
  return pageState(win, 'callback-page', () => run(win));
}

async function run(win: Window): Promise<void> {
  if (!readCallback(win.location.href)) return;
  const later = win.setTimeout(() => say(win, 'closeWindow'), SAY_AFTER_MS);
  const arrival = await arrive(win);
  const { handled } = arrival;
  if (handled === 'relayed') return;
  win.clearTimeout(later);
  // If the page calls completeConsent() itself, it is the app.
  if (handled === 'here') return findPageState(win, 'completion') ? undefined : goBack(win, arrival.flowId);
  say(win, handled === 'refused' && arrival.why === 'session_used' ? 'closeWindow' : 'returnToApp', true);
}

/** Goes back only within the page's own origin: the browser refuses to set another one, whatever storage says. */
function goBack(win: Window, flowId: string): void {
  try {
    // Not by navigation, because a URL that differs only in its hash does not reload the page.
    win.history.replaceState(null, '', recordsOf(win).read(flowId)?.returnUrl);
    win.location.reload();
  } catch {
    say(win, 'closeWindow');
  }
}

/** Shows a sentence above the page's own content. A blank page also gets a viewport, a language and a color scheme. */
function say(
  win: Window,
  which: keyof Pick<PageTexts, 'closeWindow' | 'returnToApp'>,
  onlyIfBlank = false,
): void {
  const { document } = win;
  const { body, documentElement: root } = document;
  if (isFramed(win)) return;
  if (document.readyState === 'loading')
    return document.addEventListener('DOMContentLoaded', () => say(win, which, onlyIfBlank));
  const { lang, dir, [which]: textContent } = pageTexts(root.lang, win.navigator.language);
  const isBlank = !body.textContent?.trim();
  if (onlyIfBlank && !isBlank) return;
  if (isBlank) {
    root.style.colorScheme ||= 'light dark';
    root.lang ||= lang;
    add(document.head, 'meta', { name: 'viewport', content: 'width=device-width' });
  }
  document.title ||= textContent;
  const line = add(body, 'p', { lang, dir, role: 'status', textContent });
  line.style.cssText = 'font:20px/1.5 system-ui;margin:15vh 16px;text-align:center';
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
