import type { FrameOptions } from '../model/options.ts';
import { type Launcher, readAddress } from './launcher.ts';

/** How long a cancelled frame stays, unseen: Firefox and WebKit drop what a removed frame had just posted. */
const LINGER_MS = 1000;

/** A frame in the host page. It joins the page only with its address: a blank one would add to the tab's history. */
export function frameLauncher(win: Window, container: Element, options: FrameOptions): Launcher {
  const frame = win.document.createElement('iframe');
  frame.title = options.title ?? 'Connect your bank';
  if (options.allow !== undefined) frame.allow = options.allow;
  if (options.sandbox !== undefined) frame.setAttribute('sandbox', options.sandbox);
  frame.style.cssText = 'display:block;width:100%;border:0';
  frame.style.height = options.height ?? '100%';
  if (options.height === undefined) frame.style.minHeight = '600px';
  let seen = false;
  return {
    open: () => true,
    navigate(url) {
      frame.src = url;
      container.append(frame);
    },
    target: () => frame.contentWindow,
    gone() {
      seen ||= frame.isConnected; // its container may join the page later
      return seen && !frame.isConnected;
    },
    address: () => readAddress(frame.contentWindow),
    busy: () => hasFocus(frame),
    focus: () => frame.focus(),
    close(linger) {
      if (!linger || !frame.isConnected) return frame.remove();
      frame.style.setProperty('display', 'none', 'important');
      win.setTimeout(() => frame.remove(), LINGER_MS);
    },
  };
}

/** Focus in the frame is the one sign of life that a silent provider gives. */
function hasFocus(frame: HTMLIFrameElement): boolean {
  return (frame.getRootNode() as Document | ShadowRoot).activeElement === frame;
}
