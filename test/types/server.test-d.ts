import { describe, expectTypeOf, test } from 'vitest';
import type {
  AuthSessionJson,
  CreateSessionInput,
  CreateSessionOptions,
  PlatformError,
  SessionHandler,
  SessionHandlerOptions,
  SessionMintErrorCode,
  SessionMintErrorDetails,
  SessionMinter,
  SessionMinterFetch,
  SessionMinterOptions,
  SessionResolver,
} from '../../src/server.ts';
import { createSessionMinter, isSessionMintError, SessionMintError } from '../../src/server.ts';

describe('a session minter', () => {
  test('is made from credentials', () => {
    expectTypeOf(createSessionMinter).toEqualTypeOf<(options: SessionMinterOptions) => SessionMinter>();
    expectTypeOf<SessionMinterOptions>().toEqualTypeOf<{
      clientId: string;
      clientSecret: string;
      baseUrl?: string;
      timeoutMs?: number;
      tries?: number;
      fetch?: SessionMinterFetch;
    }>();
    expectTypeOf(fetch).toExtend<SessionMinterFetch>();
    expectTypeOf<SessionMinterFetch>().toEqualTypeOf<(url: string, init: RequestInit) => Promise<Response>>();
    // @ts-expect-error: a secret is needed too.
    expectTypeOf(createSessionMinter).toBeCallableWith({ clientId: 'id' });
  });

  test('mints the platform’s JSON', () => {
    expectTypeOf<SessionMinter>().toEqualTypeOf<{
      create(input: CreateSessionInput, options?: CreateSessionOptions): Promise<AuthSessionJson>;
      toHandler(resolve: SessionResolver, options?: SessionHandlerOptions): SessionHandler;
    }>();
    expectTypeOf<CreateSessionInput>().toEqualTypeOf<{
      endUserId: string;
      redirectUri?: string;
      cancelUri?: string;
      institutionId?: string;
      permissions?: readonly string[];
      arrangementId?: string;
    }>();
    expectTypeOf<CreateSessionOptions>().toEqualTypeOf<{ signal?: AbortSignal }>();
  });

  test('gives a handler of the fetch API', () => {
    expectTypeOf<SessionHandler>().toEqualTypeOf<(request: Request) => Promise<Response>>();
    expectTypeOf<SessionResolver>().toEqualTypeOf<
      (request: Request) => CreateSessionInput | null | Promise<CreateSessionInput | null>
    >();
    expectTypeOf<SessionHandlerOptions>().toEqualTypeOf<{
      allowedOrigins?: readonly string[];
      onError?: (error: unknown) => void;
    }>();
  });
});

describe('an error of minting', () => {
  test('has a code, and what the platform said', () => {
    expectTypeOf<SessionMintError>().toExtend<Error & Readonly<SessionMintErrorDetails>>();
    expectTypeOf(SessionMintError).constructorParameters.toEqualTypeOf<
      [code: SessionMintErrorCode, message: string, details?: SessionMintErrorDetails | undefined]
    >();
    expectTypeOf<SessionMintErrorDetails>().toEqualTypeOf<{
      status?: number;
      retryAfter?: number;
      platform?: PlatformError;
    }>();
    expectTypeOf<PlatformError>().toEqualTypeOf<{
      id?: string;
      name?: string;
      message?: string;
      fault?: boolean;
      temporary?: boolean;
      timeout?: boolean;
    }>();
  });

  test('is known by its check, and told by its code', () => {
    const tell = (error: unknown) => {
      if (!isSessionMintError(error)) return expectTypeOf(error).toBeUnknown();
      switch (error.code) {
        case 'invalid_option':
        case 'unauthorized':
        case 'rejected':
        case 'rate_limited':
        case 'unavailable':
        case 'timeout':
        case 'aborted':
        case 'bad_response':
          return expectTypeOf(error).toEqualTypeOf<SessionMintError>();
        default:
          return expectTypeOf(error.code).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toBeUnknown();
  });
});
