import { pageState } from '../browser/page-state.ts';

/** Keeps the page behind from scrolling, without moving it. Taking and releasing twice is as once. */
export interface ScrollLock {
  take(): void;
  release(): void;
}

/** However many locks overlap, the last release puts back exactly what was there before the first. */
export function scrollLock(win: Window): ScrollLock {
  const holders = pageState(win, 'scroll-lock', () => holdersOf(win.document.documentElement));
  const holder = {};
  return {
    take: () => holders.add(holder),
    release: () => holders.remove(holder),
  };
}

function holdersOf(root: HTMLElement) {
  const holders = new Set<object>();
  let restore: (() => void)[] = [];
  return {
    add(holder: object): void {
      holders.add(holder);
      if (restore.length === 0) restore = lock(root);
    },
    remove(holder: object): void {
      if (!holders.delete(holder) || holders.size > 0) return;
      for (const undo of restore) undo();
      restore = [];
    },
  };
}

/** The room of a scroll bar stays, so that nothing jumps when it goes. */
function lock(root: HTMLElement): (() => void)[] {
  const hasBar = window.innerWidth > root.clientWidth;
  const { scrollbarGutter } = getComputedStyle(root);
  const scroller = scrollerOf(root);
  const undo = [setProperty(scroller, 'overflow-x', 'hidden'), setProperty(scroller, 'overflow-y', 'hidden')];
  if (hasBar && scrollbarGutter === 'auto') undo.push(setProperty(root, 'scrollbar-gutter', 'stable'));
  return undo.reverse();
}

/** Where the window's overflow is declared: a body that loses that part would begin to scroll by itself. */
function scrollerOf(root: HTMLElement): HTMLElement {
  const { body } = root.ownerDocument;
  const isVisible = (element: HTMLElement) => getComputedStyle(element).overflow === 'visible';
  return body && isVisible(root) && !isVisible(body) ? body : root;
}

function setProperty(element: HTMLElement, property: string, value: string): () => void {
  const { style } = element;
  const hadStyle = element.hasAttribute('style');
  const before = style.getPropertyValue(property);
  const priority = style.getPropertyPriority(property);
  style.setProperty(property, value, 'important');
  return () => {
    if (before) style.setProperty(property, before, priority);
    else style.removeProperty(property);
    // Read as an attribute: Chromium takes away only what has been written out.
    if (!hadStyle && element.getAttribute('style') === '') element.removeAttribute('style');
  };
}
