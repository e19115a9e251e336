import { render } from 'preact';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { UiOptions } from '../model/options.ts';
import { scrollLock } from './scroll-lock.ts';
import { styleSheet } from './style.ts';
import { pickTexts } from './texts/pick-texts.ts';
import { WidgetView } from './widget-view.tsx';

const LINGER_MS = 1000;

/** What the widget needs to draw a flow. */
export interface Drawing {
  flow: ConsentFlow;
  mode(): LaunchMode;
  options: UiOptions;
  /** Where the launcher puts its frame, when the dialog is to hold it. */
  slot: Element | undefined;
  /** The page's own dialog that an inline frame is in: what is outside of an open one is out of reach. */
  within: Element | null | undefined;
  /** The integrator's own name for the frame. */
  frameTitle: string | undefined;
}

/** Draws a flow, in one shadow root under one element, until there is nothing left to see. Returns the way to stop. */
export function mountWidget(win: Window, { options, within, ...drawing }: Drawing): () => void {
  const host = createHost(win, options);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet()];
  (within ?? win.document.documentElement).append(host);
  const lock = scrollLock(win);
  const stop = () => {
    root.querySelector('dialog')?.close(); // gives the focus back, which removing it would not
    host.style.setProperty('display', 'none', 'important');
    lock.release();
    win.setTimeout(() => {
      render(null, root);
      host.remove();
    }, lingerOf(drawing));
  };
  const texts = pickTexts(win, options.lang, options.texts);
  const { confirmClose = true } = options;
  render(
    <WidgetView {...drawing} lock={lock} texts={texts} confirmClose={confirmClose} onDone={stop} />,
    root,
  );
  return stop;
}

/** A frame that was cancelled stays a moment, unseen: what it had just posted would be dropped with it. */
function lingerOf({ flow, slot }: Pick<Drawing, 'flow' | 'slot'>): number {
  const { state } = flow;
  return slot && state.phase === 'settled' && state.outcome.status === 'cancelled' ? LINGER_MS : 0;
}

/**
 * Beside the body, not in it: what a page does to its body (zoom, filters, `inert` under its own dialogs) stays away.
 * Inline and important, its style wins over any rule of the page's.
 */
function createHost(win: Window, { theme = 'system' }: UiOptions): HTMLElement {
  const host = win.document.createElement('div');
  host.className = 'open-consent';
  host.dataset['theme'] = theme;
  host.style.cssText = 'all:initial !important;display:contents !important';
  return host;
}
