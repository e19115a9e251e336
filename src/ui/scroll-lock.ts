import { pageState } from '../browser/page-state.ts';
import { makeSheet } from './style-sheet.ts';

const AXES = ['overflow-x', 'overflow-y'];

/** Locks the scrolling of the page without moving it. Returns a function that unlocks, to be called once. */
export function lockScroll(win: Window): () => void {
  const locks = pageState(win, 'scroll-lock', () => ({ held: 0, undo: () => {} }));
  if (locks.held++ === 0) locks.undo = lock(win);
  return () => {
    if (--locks.held === 0) locks.undo();
  };
}

/**
 * Uses a style sheet and not inline styles. Scroll locks of the page save and restore inline styles, and so would
 * overwrite ours; snapshots of the page would copy them. The space of the scroll bar is kept, so nothing jumps.
 */
function lock({ innerWidth, document }: Window): () => void {
  const { documentElement: root, body } = document;
  // Finds the element whose overflow applies to the window. A body that loses that role would start to scroll itself.
  const scroller = body && isVisible(root) && !isVisible(body) ? body : root;
  const hasGutter = innerWidth === root.clientWidth || getComputedStyle(root).scrollbarGutter !== 'auto';
  // An important declaration in a layer overrides those outside of layers.
  const sheet = makeSheet(
    `@layer{${scroller.localName}{overflow:hidden!important}${hasGutter ? '' : 'html{scrollbar-gutter:stable!important}'}}`,
  );
  document.adoptedStyleSheets = [...sheets(document), sheet];
  const undo = hideInline(scroller);
  return () => {
    document.adoptedStyleSheets = sheets(document).filter((other) => other !== sheet);
    for (const back of undo) back();
  };
}

/** jsdom has no `adoptedStyleSheets`. */
function sheets({ adoptedStyleSheets }: Document): CSSStyleSheet[] {
  return adoptedStyleSheets ?? [];
}

function isVisible(element: HTMLElement): boolean {
  return getComputedStyle(element).overflow === 'visible';
}

/** Overrides inline declarations that are important, because no style sheet can. */
function hideInline({ style }: HTMLElement): (() => void)[] {
  const important = AXES.filter((axis) => style.getPropertyPriority(axis));
  return important.map((axis) => {
    const before = style.getPropertyValue(axis);
    style.setProperty(axis, 'hidden', 'important');
    return () => style.setProperty(axis, before, 'important');
  });
}
