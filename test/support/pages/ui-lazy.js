// The host page as a bundler's output would be: the widget's own part is a chunk that loads when it is needed.
import { completeConsent, openConsent } from '/dist/index.js';
import { setStage } from '/set-stage.js';

setStage({ openConsent, completeConsent });
