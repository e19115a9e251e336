import { pageState } from '../browser/page-state.ts';
import { makeSheet } from './style-sheet.ts';

const AXES = ['overflow-x', 'overflow-y'];

/** Keeps the page behind from scrolling, without moving it. Returns the way to let go, for one call. */
export function lockScroll(win: Window): () => void {
  const locks = pageState(win, 'scroll-lock', () => ({ held: 0, undo: () => {} }));
  if (locks.held++ === 0) locks.undo = lock(win);
  return () => {
    if (--locks.held === 0) locks.undo();
  };
}

/**
 * By a sheet of its own, not by inline styles: those are saved and put back by the page's own locks, each over the
 * other's, and copied by whatever takes snapshots of the page. The room of a scroll bar stays, so nothing jumps.
 */
function lock({ innerWidth, document }: Window): () => void {
  const { documentElement: root, body } = document;
  // Where the window's overflow is declared: a body that loses that part would begin to scroll by itself.
  const scroller = body && isVisible(root) && !isVisible(body) ? body : root;
  const hasGutter = innerWidth === root.clientWidth || getComputedStyle(root).scrollbarGutter !== 'auto';
  // An important declaration in a layer wins over those that are in none.
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

/** jsdom has none. */
function sheets({ adoptedStyleSheets }: Document): CSSStyleSheet[] {
  return adoptedStyleSheets ?? [];
}

function isVisible(element: HTMLElement): boolean {
  return getComputedStyle(element).overflow === 'visible';
}

/** Over inline declarations that are important themselves: no sheet can outdo those. */
function hideInline({ style }: HTMLElement): (() => void)[] {
  const important = AXES.filter((axis) => style.getPropertyPriority(axis));
  return important.map((axis) => {
    const before = style.getPropertyValue(axis);
    style.setProperty(axis, 'hidden', 'important');
    return () => style.setProperty(axis, before, 'important');
  });
}
