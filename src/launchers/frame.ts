import { WINDOW_NAME } from '../browser/relay.ts';
import type { FrameOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

/** How long a cancelled frame stays, hidden: Firefox and WebKit drop messages that a removed frame has just posted. */
const LINGER_MS = 1000;

/**
 * Users of some banks log in by passkey, and a frame of another site needs permission for that. `*` gives it to every
 * page in the frame, because the bank is not the provider. A page can ask only for passkeys of its own site, so those
 * of the host page are safe.
 */
const ALLOW = 'publickey-credentials-get *';

/**
 * What the pages of a consent need, including a bank's: log in, open terms in a window, download them. They may
 * navigate the whole tab right after the user's click in the frame, because some banks take over the tab. On their own
 * they may not.
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads ' +
  'allow-storage-access-by-user-activation allow-top-navigation-by-user-activation';

/** A frame in the host page. It is added together with its address: a blank frame would add an entry to the history. */
export function openFrame(
  win: Window,
  container: Element,
  name: string,
  { allow = ALLOW, sandbox = SANDBOX, title = name, height }: FrameOptions = {},
): Launcher {
  const frame = win.document.createElement('iframe');
  frame.name = WINDOW_NAME + Math.random();
  // A copy of the frame in a page that Turbo restores would belong to no flow.
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
      seen ||= frame.isConnected; // its container may be added to the page later
      return seen && !frame.isConnected;
    },
    // Focus in the frame is the only sign of life of a silent provider.
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
