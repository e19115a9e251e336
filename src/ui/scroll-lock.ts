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
  const hadStyle = root.hasAttribute('style');
  const hasBar = window.innerWidth > root.clientWidth;
  const undo = [setProperty(root, 'overflow', 'hidden')];
  if (hasBar) undo.push(setProperty(root, 'scrollbar-gutter', 'stable'));
  undo.push(() => {
    if (!hadStyle && root.style.length === 0) root.removeAttribute('style');
  });
  return undo;
}

function setProperty({ style }: HTMLElement, property: string, value: string): () => void {
  const before = style.getPropertyValue(property);
  const priority = style.getPropertyPriority(property);
  style.setProperty(property, value, 'important');
  return () => (before ? style.setProperty(property, before, priority) : void style.removeProperty(property));
}
