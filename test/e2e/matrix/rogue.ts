/** One thing that the rogue provider does; `unfocused` waits until its window has lost the focus. */
export type Deed =
  | { post: unknown }
  | { wait: number }
  | { unfocused: true }
  | { go: string }
  | { back: true }
  | { close: true };

/** The `auth_url` of a provider that does just this; see `test/support/pages/matrix/rogue.js`. */
export function rogue(deeds: Deed[], more = ''): string {
  return `{other}/matrix/rogue?${more}steps=${encodeURIComponent(JSON.stringify(deeds))}`;
}

export const SUCCESS = { isCompleted: true, consentID: 'consent-1' };
export const FAILURE = { isCompleted: false, error: 'server_error', errorType: 'CONSENT_TIMEOUT' };
export const DENIAL = { isCompleted: false, error: 'access_denied', errorType: 'CONSENT_ENDUSER_DENIED' };
