import { html } from './html.ts';

/** Gives the user a file. */
export function saveFile(name: string, type: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type }));
  html('a', { href, download: name }).click();
  // A browser may begin to read it only after this task.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
