import { completeConsent } from '/dist/callback.js';
import { openConsent } from '/dist/headless.js';
import { setStage } from '/set-stage.js';

setStage({ openConsent, completeConsent });
