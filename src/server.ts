export type { AuthSessionJson } from './model/auth-session.ts';
export type { CallOptions } from './server/api.ts';
export type { Consent } from './server/consent.ts';
export type {
  ConsentServer,
  Institutions,
  Sessions,
  Webhooks,
} from './server/consent-server.ts';
export { createConsentServer } from './server/consent-server.ts';
export type {
  ConsentServerErrorCode,
  ConsentServerErrorDetails,
  PlatformError,
} from './server/consent-server-error.ts';
export { ConsentServerError, isConsentServerError } from './server/consent-server-error.ts';
export type { Consents, ListConsentsOptions } from './server/consents.ts';
export type { CreateEndUserInput, EndUser, EndUsers } from './server/end-users.ts';
export type { ConsentHandler } from './server/handlers/fetch-request.ts';
export type { InstitutionsHandlerOptions } from './server/handlers/institutions-handler.ts';
export type { HandlerOptions, ReportOptions } from './server/handlers/route.ts';
export type { SessionHandlerOptions, SessionResolver } from './server/handlers/session-handler.ts';
export type { UserResolver } from './server/handlers/status-handler.ts';
export type { WebhookHandlerOptions } from './server/handlers/webhook-handler.ts';
export type { CreateSessionInput } from './server/input.ts';
export type { Institution, InstitutionStatus, ListInstitutionsOptions } from './server/institutions.ts';
export { nameFlow } from './server/name-flow.ts';
export type { ConsentServerFetch, ConsentServerOptions } from './server/options.ts';
export type { ConsentStore } from './server/store.ts';
export type { VerifyWebhookOptions } from './server/webhooks/verify-webhook.ts';
export { verifyWebhook } from './server/webhooks/verify-webhook.ts';
export type { WebhookData, WebhookEvent } from './server/webhooks/webhook-event.ts';
