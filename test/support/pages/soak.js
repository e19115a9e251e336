// Opens flow after flow and keeps nothing of any: what grows is ours, or the browser's own.
import { openConsent } from '/dist/headless.js';

const ask = encodeURIComponent(JSON.stringify({ settings: { autopilot: 1 }, institutionId: '88888' }));
const mint = () => fetch(`/session?ask=${ask}`, { method: 'POST' });

const ways = {
  popup: (mode) => openConsent({ session: mint, mode }),
  iframe: (mode) => openConsent({ session: mint, mode, container: document.querySelector('#here') }),
};

window.runFlows = async (count, way) => {
  let successes = 0;
  for (let nth = 0; nth < count; nth++) {
    const { status } = await ways[way](way);
    if (status === 'success') successes += 1;
  }
  return successes;
};
