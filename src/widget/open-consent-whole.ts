import { oneAtATime } from '../flow/one-at-a-time.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { mountWidget } from '../ui/mount-widget.tsx';
import { openDrawn } from './open-drawn.ts';

/** `openConsent` for a file that holds all of it: an `import()` there would only be weight. */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, startFlow);
}

export function startFlow(options: OpenConsentOptions): ConsentFlow {
  return openDrawn(options, () => mountWidget);
}
