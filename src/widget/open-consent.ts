import { oneAtATime } from '../flow/one-at-a-time.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { mountWidget } from '../ui/mount-widget.tsx';
import { type StartPrefetch, TOOLS } from './ahead.ts';
import { openDrawn } from './open-drawn.ts';

/**
 * Opens an auth session, by redirect, popup or iframe, and tells how it ended. Call it inside the user's click: the
 * window opens before anything is awaited. What a person needs to see on the way (the dialog around a frame,
 * "Continue in the window that opened", "Start again") is drawn, unless `ui` is `false`.
 *
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` of a session given as a value. All else that goes wrong
 * is an outcome.
 */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, (own) => startFlow(own));
}

/** For components: each knows of a flow of its own. `of`: as in `Request`. */
export function startFlow(options: OpenConsentOptions, of?: unknown): ConsentFlow {
  return openDrawn(options, loadUi, of);
}

async function loadUi(): Promise<typeof mountWidget> {
  return (await import('../ui/mount-widget.tsx')).mountWidget;
}

export const prefetch: StartPrefetch = (...prefetching) => {
  const life = new AbortController();
  const load = import('./prefetch.ts');
  load.then(({ prefetch }) => prefetch(life.signal, TOOLS, loadUi, ...prefetching)).catch(() => {});
  return () => life.abort();
};
