import { lockScroll } from './scroll-lock.ts';

/**
 * Keeps a dialog open, and the page behind it still, until another one, or none, takes its place.
 *
 * @param onClosed when the browser has closed it: it lets the second Escape in a row through, whatever the page says.
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
  // jsdom has dialogs, but knows no way to open them.
  if (dialog.showModal) dialog.showModal();
  else dialog.open = true;
  return () => {
    dialog.onclose = null;
    dialog.close?.(); // gives the focus back, which taking the dialog out would not
    unlock();
  };
}
