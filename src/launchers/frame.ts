import type { FrameOptions } from '../model/options.ts';
import type { Launcher } from './launcher.ts';

/** How long a cancelled frame stays, unseen: Firefox and WebKit drop what a removed frame had just posted. */
const LINGER_MS = 1000;

/** A frame in the host page. It joins the page only with its address: a blank one would add to the tab's history. */
export function openFrame(
  win: Window,
  container: Element,
  { allow, sandbox, title = 'Connect your bank', height }: FrameOptions = {},
): Launcher {
  const frame = win.document.createElement('iframe');
  for (const [name, value] of Object.entries({ allow, sandbox, title }))
    if (value !== undefined) frame.setAttribute(name, value);
  frame.style.cssText = 'display:block;width:100%;border:0;height:100%;min-height:600px';
  if (height !== undefined) Object.assign(frame.style, { height, minHeight: '0' });
  let seen = false;
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
    focus: () => frame.focus(),
    close(linger) {
      frame.style.setProperty('display', 'none', 'important');
      if (linger) win.setTimeout(() => frame.remove(), LINGER_MS);
      else frame.remove();
    },
  };
}
