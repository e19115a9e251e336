// Opens flow after flow and keeps nothing of any: what grows is ours, or the browser's own.
import { openConsent } from '/dist/headless.js';

const ask = encodeURIComponent(JSON.stringify({ settings: { autopilot: 1 }, institutionId: '88888' }));
const session = () => fetch(`/session?ask=${ask}`, { method: 'POST' });

window.openFlow = (mode) =>
  openConsent({ session, mode, ...(mode === 'iframe' && { container: document.querySelector('#here') }) });
