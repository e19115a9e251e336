import { WINDOW_NAME } from '../browser/relay.ts';
import type { FrameOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

/** How long a cancelled frame stays, unseen: Firefox and WebKit drop what a removed frame had just posted. */
const LINGER_MS = 1000;

/**
 * Banks log people in with passkeys, which a frame of another site may use only with leave. For every page that it comes
 * to, since the bank is not the provider. A page can ask for passkeys of its own site alone, so the host page's are safe.
 */
const ALLOW = 'publickey-credentials-get *';

/**
 * What the pages of a consent need, a bank's too: log in, open terms in a window, download them. Right after the user's
 * click in the frame they may send the whole tab elsewhere, since some banks take over the tab. On their own they may not.
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads ' +
  'allow-storage-access-by-user-activation allow-top-navigation-by-user-activation';

/** A frame in the host page. It joins the page only with its address: a blank one would add to the tab's history. */
export function openFrame(
  win: Window,
  container: Element,
  name: string,
  { allow = ALLOW, sandbox = SANDBOX, title = name, height }: FrameOptions = {},
): Launcher {
  const frame = win.document.createElement('iframe');
  frame.name = WINDOW_NAME + Math.random();
  // A copy of it on a page that Turbo shows again would be nobody's.
  const attributes = { allow, sandbox, title, 'data-turbo-temporary': '' };
  for (const [name, value] of Object.entries(attributes))
    if (value !== false) frame.setAttribute(name, value);
  frame.style.cssText = 'display:block;width:100%;border:0;height:100%;min-height:600px';
  if (height !== undefined) Object.assign(frame.style, { height, minHeight: '0' });
  let seen = false;
  let loads = 0;
  frame.addEventListener('load', () => loads++);
  return {
    navigate(url) {
      frame.src = url.href;
      container.append(frame);
    },
    target: () => frame.contentWindow,
    gone() {
      seen ||= frame.isConnected; // its container may join the page later
      return seen && !frame.isConnected;
    },
    // Focus in the frame is the one sign of life that a silent provider gives.
    busy: () => (frame.getRootNode() as Document).activeElement === frame,
    loads: () => loads,
    focus: () => frame.focus(),
    close(linger) {
      frame.style.setProperty('display', 'none', 'important');
      if (linger) win.setTimeout(() => frame.remove(), LINGER_MS);
      else frame.remove();
    },
  };
}
