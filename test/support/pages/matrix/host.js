import { completeConsent } from '/dist/callback.js';
import { openConsent } from '/dist/headless.js';
import { runHost } from '/matrix/run-host.js';

runHost({ openConsent, completeConsent });
