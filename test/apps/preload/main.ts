import { type LaunchMode, openConsent, preload } from '../../../src/index.ts';

const query = new URLSearchParams(location.search);
const { allowedOrigins, ui } = JSON.parse(query.get('preload') ?? '{}');
const button = document.createElement('button');

button.textContent = 'Connect your bank';
button.addEventListener('pointerenter', () => preload({ allowedOrigins, ui }));
button.addEventListener('click', () => {
  openConsent({
    session: () => fetch(`/session?${query}`, { method: 'POST' }),
    mode: query.get('mode') as LaunchMode,
  });
});
document.getElementById('app')?.append(button);
