import { pageState } from '../browser/page-state.ts';

/**
 * Keeps the page behind from scrolling, without moving it: the room of a scroll bar stays. Returns the way to undo
 * it, which puts back exactly what was there, however many locks overlapped.
 */
export function lockScroll(win: Window): () => void {
  const lock = pageState(win, 'scroll-lock', () => createLock(win));
  return lock.take();
}

function createLock(win: Window) {
  const { style } = win.document.documentElement;
  let holders = 0;
  let restore: (() => void)[] = [];
  const set = (property: string, value: string) => {
    const [before, priority] = [style.getPropertyValue(property), style.getPropertyPriority(property)];
    style.setProperty(property, value, 'important');
    restore.push(() =>
      before ? style.setProperty(property, before, priority) : void style.removeProperty(property),
    );
  };
  return {
    take(): () => void {
      if (holders++ === 0) {
        const hasBar = win.innerWidth > win.document.documentElement.clientWidth;
        set('overflow', 'hidden');
        if (hasBar) set('scrollbar-gutter', 'stable');
      }
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        if (--holders > 0) return;
        for (const undo of restore) undo();
        restore = [];
        if (!style.length) win.document.documentElement.removeAttribute('style');
      };
    },
  };
}
