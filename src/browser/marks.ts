import { browserStore } from './store.ts';

/** `tab`: this tab waits for the flow, or has left the page for it. `window`: the flow opened this window. */
type Mark = 'tab' | 'window';

/** The marks of this tab, by flow id, oldest first. */
export type Marks = Readonly<Record<string, Mark>>;

const KEY = 'open-consent.marks';

export function readMarks(win: Window): Marks {
  return { ...(browserStore(win, 'sessionStorage').read(KEY) as Marks) };
}

/** Notes that this tab waits for the flow, or leaves the page for it. */
export function markTab(win: Window, flowId: string): void {
  write(win, { ...readMarks(win), [flowId]: 'tab' });
}

/** Notes that the flow opened this window. Replaces all marks, because a window starts with a copy of its opener's. */
export function markWindow(popup: Window, flowId: string): void {
  write(popup, { [flowId]: 'window' });
}

export function unmark(win: Window, flowId: string): void {
  const { [flowId]: _, ...others } = readMarks(win);
  write(win, others);
}

function write(win: Window, marks: Marks): void {
  browserStore(win, 'sessionStorage').write(KEY, marks);
}
