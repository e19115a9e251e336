export type { AuthSession, AuthSessionJson } from './model/auth-session.ts';
export {
  ConsentError,
  type ConsentErrorCode,
  isConsentError,
  type ProviderErrorFields,
  type ProviderErrorType,
  type Retry,
} from './model/consent-error.ts';
export type { ConsentEvent } from './model/consent-event.ts';
export type { ConsentFlow, FlowState } from './model/flow-state.ts';
export type { LaunchMode, LaunchModeOption } from './model/launch-mode.ts';
export type {
  ConsentHandlers,
  FrameOptions,
  OpenConsentOptions,
  OutcomeHandlers,
  Prefetch,
  SessionAnswer,
  SessionContext,
  SessionSource,
  SessionStatus,
  StatusSource,
  UiOptions,
} from './model/options.ts';
export type {
  CancelReason,
  ConsentCancelled,
  ConsentFailed,
  ConsentOutcome,
  ConsentSuccess,
  Returned,
} from './model/outcome.ts';
