export type { AuthSessionJson } from './model/auth-session.ts';
export type { SessionHandler, SessionHandlerOptions, SessionResolver } from './server/handler.ts';
export type { CreateSessionInput } from './server/input.ts';
export type { SessionMinterFetch, SessionMinterOptions } from './server/options.ts';
export type {
  PlatformError,
  SessionMintErrorCode,
  SessionMintErrorDetails,
} from './server/session-mint-error.ts';
export { isSessionMintError, SessionMintError } from './server/session-mint-error.ts';
export type { CreateSessionOptions, SessionMinter } from './server/session-minter.ts';
export { createSessionMinter } from './server/session-minter.ts';
