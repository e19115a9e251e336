import { outsideZones } from '../browser/zone.ts';
import { CORE_TEXTS } from '../model/core-texts.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { browserPorts } from './browser-ports.ts';
import { createFlow, handleOf } from './create-flow.ts';
import { oneAtATime } from './one-at-a-time.ts';

/**
 * Opens an auth session without showing any UI. Returns a flow, which resolves to the outcome. Call it inside the
 * user's click and before any `await`.
 *
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` for a session that you pass as a value. Anything that
 * goes wrong later becomes a `failed` outcome.
 */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, start);
}

function start(options: OpenConsentOptions): ConsentFlow {
  return outsideZones(options, (own) => handleOf(createFlow(own, browserPorts(window, CORE_TEXTS), false)));
}
