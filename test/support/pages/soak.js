// Opens flow after flow and keeps nothing of any: what grows is ours, or the browser's own.
import { openConsent } from '/dist/headless.js';

const ask = encodeURIComponent(JSON.stringify({ settings: { autopilot: 1 }, institutionId: '88888' }));
const mint = () => fetch(`/session?ask=${ask}`, { method: 'POST' });

const ways = {
  popup: (mode) => openConsent({ session: mint, mode }),
  iframe: (mode) => openConsent({ session: mint, mode, container: document.querySelector('#here') }),
  /** The platform's own snippet, more or less: what windows cost without us. */
  async bare() {
    const popup = window.open('', `bare-${Math.random()}`, 'popup,width=500,height=700');
    const { auth_url } = await (await mint()).json();
    popup.location.replace(auth_url);
    await new Promise((done) => {
      window.addEventListener('message', function hear({ source, data }) {
        if (source !== popup || data?.isCompleted !== true) return;
        window.removeEventListener('message', hear);
        done();
      });
    });
    popup.close();
    return { status: 'success' };
  },
};

window.runFlows = async (count, way) => {
  let successes = 0;
  for (let nth = 0; nth < count; nth++) {
    const { status } = await ways[way](way);
    if (status === 'success') successes += 1;
  }
  return successes;
};
