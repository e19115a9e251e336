// The same host page with the whole widget, from the script-tag file.
import { setStage } from '/set-stage.js';

setStage(window.OpenConsent);
