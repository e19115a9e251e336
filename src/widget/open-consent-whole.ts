import { oneAtATime } from '../flow/one-at-a-time.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { mountWidget } from '../ui/mount-widget.tsx';
import { type StartPrefetch, TOOLS } from './ahead.ts';
import { openDrawn } from './open-drawn.ts';
import { preconnect } from './preconnect.ts';
import { prefetchCode } from './prefetch-file.ts';
import type { PreloadOptions } from './preload.ts';

/** `openConsent` for the script-tag file, which holds everything and needs no `import()`. */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  return oneAtATime(window, options, (own) => startFlow(own));
}

export function startFlow(options: OpenConsentOptions, of?: unknown): ConsentFlow {
  return openDrawn(options, loadUi, of);
}

function loadUi(): typeof mountWidget {
  return mountWidget;
}

/** `preload` for the script-tag file, which already holds the UI. */
export function preload(options?: PreloadOptions): void {
  preconnect(options);
  const { session } = options ?? {};
  if (session) void prefetchCode().then(({ mintAhead }) => mintAhead({ ...options, session }, TOOLS));
}

export const prefetch: StartPrefetch = (...prefetching) => {
  const life = new AbortController();
  void prefetchCode().then(({ prefetch }) => prefetch(life.signal, TOOLS, loadUi, ...prefetching));
  return () => life.abort();
};
