import { outsideZones } from '../browser/zone.ts';
import { CORE_TEXTS } from '../model/core-texts.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { browserPorts } from './browser-ports.ts';
import { createFlow, handleOf } from './create-flow.ts';
import { oneAtATime } from './one-at-a-time.ts';

/**
 * Opens an auth session and tells how it ended, without drawing anything. Call it inside the user's click.
 *
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` of a session given as a value. All else that goes wrong
 * is an outcome.
 */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, start);
}

function start(options: OpenConsentOptions): ConsentFlow {
  return outsideZones(options, (own) => handleOf(createFlow(own, browserPorts(window, CORE_TEXTS), false)));
}
