import { pageState } from '../browser/page-state.ts';

/** Keeps the page behind from scrolling, without moving it. Returns the way to let go, for one call. */
export function lockScroll(win: Window): () => void {
  const locks = pageState(win, 'scroll-lock', (): { held: number; undo: (() => void)[] } => ({
    held: 0,
    undo: [],
  }));
  if (locks.held++ === 0) locks.undo = lock(win);
  // However many overlap, the last puts back exactly what was there before the first.
  return () => {
    if (--locks.held === 0) for (const undo of locks.undo) undo();
  };
}

/** The room of a scroll bar stays, so that nothing jumps when it goes. */
function lock({ innerWidth, document: { documentElement: root, body } }: Window): (() => void)[] {
  const hasBar = innerWidth > root.clientWidth;
  const hasGutter = getComputedStyle(root).scrollbarGutter !== 'auto';
  // Where the window's overflow is declared: a body that loses that part would begin to scroll by itself.
  const scroller = body && isVisible(root) && !isVisible(body) ? body : root;
  const undo = [setStyle(scroller, 'overflow-x', 'hidden'), setStyle(scroller, 'overflow-y', 'hidden')];
  if (hasBar && !hasGutter) undo.push(setStyle(root, 'scrollbar-gutter', 'stable'));
  return undo.reverse();
}

function isVisible(element: HTMLElement): boolean {
  return getComputedStyle(element).overflow === 'visible';
}

/** Over any rule of the page's. Returns the way back. */
function setStyle(element: HTMLElement, property: string, value: string): () => void {
  const { style } = element;
  const hadStyle = element.hasAttribute('style');
  const before = style.getPropertyValue(property);
  const priority = style.getPropertyPriority(property);
  style.setProperty(property, value, 'important');
  return () => {
    style.setProperty(property, before, priority); // of no value: takes it away
    // Read as an attribute: Chromium takes away only what has been written out.
    if (!hadStyle && element.getAttribute('style') === '') element.removeAttribute('style');
  };
}
