import { lockScroll } from './scroll-lock.ts';

/**
 * Returns a function that opens a dialog as a modal, and locks the scrolling of the page. A call with another dialog,
 * or with null, closes the one before.
 *
 * @param onClosed called when the browser has closed the dialog: a page cannot prevent a second Escape in a row.
 */
export function modalIn(win: Window, onClosed: () => void): (dialog: HTMLDialogElement | null) => void {
  let release = () => {};
  return (dialog) => {
    release();
    release = dialog ? open(win, dialog, onClosed) : () => {};
  };
}

function open(win: Window, dialog: HTMLDialogElement, onClosed: () => void): () => void {
  const unlock = lockScroll(win);
  dialog.onclose = onClosed;
  // jsdom has dialogs, but no `showModal`.
  if (dialog.showModal) dialog.showModal();
  else dialog.open = true;
  return () => {
    dialog.onclose = null;
    dialog.close?.(); // gives the focus back; removing the dialog would not
    unlock();
  };
}
