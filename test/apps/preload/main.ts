import { type LaunchMode, openConsent, preload } from '../../../src/index.ts';

const query = new URLSearchParams(location.search);
const { allowedOrigins, ui } = JSON.parse(query.get('preload') ?? '{}');
const button = document.createElement('button');

const session = () => fetch(`/session?${query}`, { method: 'POST' });

button.textContent = 'Connect your bank';
button.addEventListener('pointerenter', () => {
  preload({ allowedOrigins, ui, ...(query.has('prefetch') && { session }) });
});
button.addEventListener('click', () => {
  openConsent({
    session,
    mode: query.get('mode') as LaunchMode,
  });
});
document.getElementById('app')?.append(button);
