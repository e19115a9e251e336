import type { OpenConsentOptions } from '../model/options.ts';

/** The options that are functions and are called after the click. */
const CALLED = ['session', 'getStatus', 'onSuccess', 'onCancel', 'onError', 'onEvent'] as const;

/**
 * Replaces each function among the options by one that calls `newest(name)`. So a callback of a later render is called
 * without a new subscription.
 */
export function followNewest(
  options: OpenConsentOptions,
  newest: (name: (typeof CALLED)[number]) => unknown,
): OpenConsentOptions {
  const following: Record<string, unknown> = { ...options };
  for (const name of CALLED) {
    const given = options[name] ?? undefined;
    // A later render may bring a callback that is missing now. Any other value is a mistake, and openConsent() throws.
    if (typeof given !== 'function' && (given !== undefined || !name.startsWith('on'))) continue;
    following[name] = (...args: unknown[]): unknown => {
      const now = newest(name);
      return typeof now === 'function' ? now(...args) : now;
    };
  }
  return following as unknown as OpenConsentOptions;
}
