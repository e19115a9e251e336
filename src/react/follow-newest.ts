import type { OpenConsentOptions } from '../model/options.ts';

/** The options that are functions, and called after the click. */
const CALLED = ['session', 'getStatus', 'onSuccess', 'onCancel', 'onError', 'onEvent'] as const;

/**
 * The options, in the place of whose functions stand others that call what `newest` gives for that name, when they are
 * called. So callbacks that come with a later render are heard, and nothing has to subscribe anew.
 */
export function followNewest(
  options: OpenConsentOptions,
  newest: (name: (typeof CALLED)[number]) => unknown,
): OpenConsentOptions {
  const following: Record<string, unknown> = { ...options };
  for (const name of CALLED) {
    const given = options[name] ?? undefined;
    // A callback may come later; anything else in its place is a mistake, of which openConsent() will say so.
    if (typeof given !== 'function' && (given !== undefined || !name.startsWith('on'))) continue;
    following[name] = (...args: unknown[]): unknown => {
      const now = newest(name);
      return typeof now === 'function' ? now(...args) : now;
    };
  }
  return following as unknown as OpenConsentOptions;
}
