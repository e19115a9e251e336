import { find } from './find.ts';

/** Copies the address, which holds the settings. */
export function startShareLink(): void {
  const status = find('shared', HTMLSpanElement);
  find('share', HTMLButtonElement).addEventListener('click', async () => {
    status.textContent = '';
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = 'Link copied';
    } catch {
      status.textContent = 'The browser blocked copying. Copy the address bar.';
    }
  });
}
