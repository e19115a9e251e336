// The same host page with the whole widget.
import { runHost } from '/matrix/run-host.js';

runHost(window.OpenConsent);
