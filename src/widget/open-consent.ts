import { oneAtATime } from '../flow/one-at-a-time.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import type { mountWidget } from '../ui/mount-widget.tsx';
import { type StartPrefetch, TOOLS } from './ahead.ts';
import { openDrawn } from './open-drawn.ts';

/**
 * Opens an auth session by redirect, in a popup or in an iframe. Returns a flow, which resolves to the outcome. Call it
 * inside the user's click and before any `await`, because a browser lets a page open a window only there.
 *
 * The widget shows the user what is needed on the way: the dialog around a frame, "Continue in the window that opened",
 * "Start again". It shows nothing if `ui` is `false`.
 *
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` for a session that you pass as a value. Anything that
 * goes wrong later becomes a `failed` outcome.
 */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, (own) => startFlow(own));
}

/** For components, which each start a flow of their own. `of`: see `Request`. */
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
