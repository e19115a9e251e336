import { completeConsent } from '../../src/index.ts';
import { createPlayground } from './playground.ts';

const root = document.documentElement;
const playground = createPlayground();

// Before anything else is shown: this page may be the callback page itself, in a popup or a frame that is to close.
const result = await completeConsent(playground.handlers);
playground.arrive(result);
root.className = result.handled === 'relayed' ? 'relayed' : '';
