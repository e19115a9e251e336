import { callbacks } from './log.ts';
import type { Step } from './row.ts';
import { waitFor } from './wait-for.ts';

/** The verbs that rows are written in. */

/** A key does it too, where no click gets through: in a frame that no driver reaches, or below a dialog. */
const KEYS: Record<string, string> = {
  connect: 'c',
  cancel: 'x',
  reopen: 'r',
  remove: 'e',
  clean: 'l',
  elsewhere: 'n',
};

/** A button of the host page. */
export function press(button: string): Step {
  return (cell) =>
    cell.row.page === 'frame-around' ? pressByKey(button)(cell) : cell.tab.click(`#${button}`);
}

export function pressByKey(button: string): Step {
  return async ({ desk }) => {
    await desk.activate('Host page');
    await desk.press(KEYS[button] ?? '');
  };
}

export function key(name: string): Step {
  return ({ desk }) => desk.press(name);
}

/** Waits for what a page reports. */
export function until(entry: string, nth?: number): Step {
  return async ({ log }) => void (await log.until(entry, nth));
}

/** What follows is the fault: the time to the outcome counts from here. */
export const fault: Step = async (cell) => {
  cell.faultAt = Date.now();
};

/** Closes the window as its user does, with the keyboard, once it has the keyboard and (if given) this title. */
export function closeWindow(title?: string): Step {
  return async (cell) => {
    await windowInFront(title)(cell);
    const { desk } = cell;
    const before = await desk.windows();
    await desk.press('ctrl+w');
    await waitFor('the window to go', async () => (await desk.windows()) < before);
    await fault(cell);
  };
}

/** In the title of each of the provider's pages. A provider that goes on by itself may leave any one page too soon. */
export const PROVIDER = 'Sandbox provider';

/** Waits until the provider's window has the keyboard, and (if given) this title. */
export function windowInFront(title?: string): Step {
  return ({ desk, windows }) =>
    waitFor(`the provider’s window ${title ?? ''} in front`, async () => {
      const active = await desk.active();
      const there = (await desk.windows()) > windows && !active.includes('Host page');
      return there && (!title || active.includes(title));
    });
}

/** The user turns to the host page, with the provider's window still open. */
export const returnToHost: Step = ({ desk }) => desk.activate('Host page');

/** The same with the mouse, beside the provider's window, which is in the middle. */
export const clickOnHost: Step = ({ desk }) => desk.clickOn('Host page', BESIDE_PX);

const BESIDE_PX = 40;

export const mouseToHost: Step = ({ desk }) => desk.moveMouse('Host page', BESIDE_PX);

export function mouseTo(title: string): Step {
  return ({ desk }) => desk.moveMouse(title, BESIDE_PX);
}

export function times(count: number, ...steps: Step[]): Step {
  return async (cell) => {
    for (let nth = 0; nth < count; nth++) {
      for (const step of steps) await step(cell);
      await cell.log.when(() => callbacks(cell.log.entries()).length > nth);
    }
  };
}

export const turnToOther: Step = ({ desk }) => desk.openOther();

export const reload: Step = ({ tab }) => tab.reload();

export function wait(ms: number): Step {
  return () => new Promise((later) => setTimeout(later, ms));
}
