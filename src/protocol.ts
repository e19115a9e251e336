export { type AuthSession, type AuthSessionJson, parseAuthSession } from './model/auth-session.ts';
export { ConsentError, isConsentError, type ProviderErrorFields } from './model/consent-error.ts';
export type { ConsentOutcome } from './model/outcome.ts';
export { type ProviderResult, toOutcome } from './model/provider-result.ts';
export { type ParsedCallback, parseCallbackUrl } from './protocol/callback-url.ts';
export { parseMessage } from './protocol/message.ts';
