import type { Step } from './row.ts';

/** The verbs that rows are written in. */

export function press(button: string): Step {
  return ({ tab, row }) => tab.click(`#${button}`, row.page === 'frame-around');
}

/** Waits for what a page reports. */
export function until(entry: string, nth?: number): Step {
  return async ({ log }) => void (await log.until(entry, nth));
}

/** What follows is the fault: the time to the outcome counts from here. */
export const fault: Step = async (cell) => {
  cell.faultAt = Date.now();
};

/** Closes the window as its user does, with the keyboard. */
export const closeWindow: Step = async (cell) => {
  await windowInFront()(cell);
  await fault(cell);
  await cell.desk.press('ctrl+w');
};

/** Waits until the provider's window has the keyboard, and (if given) this title. */
export function windowInFront(title?: string): Step {
  return async ({ desk, windows }) => {
    for (;;) {
      const active = await desk.active();
      const there = (await desk.windows()) > windows && !active.includes('Host page');
      if (there && (!title || active.includes(title))) return;
      await new Promise((later) => setTimeout(later, 25));
    }
  };
}

/** The user turns to the host page, with the provider's window still open. */
export const returnToHost: Step = ({ desk }) => desk.activate('Host page');

export const turnToOther: Step = ({ desk }) => desk.openOther();

export const reload: Step = ({ tab }) => tab.reload();

export function moveMouse(x: number, y: number): Step {
  return ({ desk }) => desk.moveMouse(x, y);
}

export function wait(ms: number): Step {
  return () => new Promise((later) => setTimeout(later, ms));
}
