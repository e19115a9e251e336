import type { IncomingMessage, ServerResponse } from 'node:http';
import { createStorage } from 'unstorage';
import { describe, expectTypeOf, test } from 'vitest';
import type {
  AuthSessionJson,
  CallOptions,
  Consent,
  ConsentHandler,
  ConsentServer,
  ConsentServerErrorCode,
  ConsentServerErrorDetails,
  ConsentServerFetch,
  ConsentServerOptions,
  ConsentStore,
  Consents,
  CreateEndUserInput,
  CreateSessionInput,
  EndUser,
  EndUsers,
  HandlerOptions,
  Institution,
  InstitutionStatus,
  Institutions,
  InstitutionsHandlerOptions,
  ListConsentsOptions,
  ListInstitutionsOptions,
  PlatformError,
  ReportOptions,
  SessionHandlerOptions,
  SessionResolver,
  Sessions,
  UserResolver,
  VerifyWebhookOptions,
  WebhookData,
  WebhookEvent,
  WebhookHandlerOptions,
  Webhooks,
} from '../../src/server.ts';
import {
  ConsentServerError,
  createConsentServer,
  isConsentServerError,
  nameFlow,
  verifyWebhook,
} from '../../src/server.ts';
import { type NodeListener, toNodeListener } from '../../src/server-node.ts';

describe('a consent server', () => {
  test('is made from credentials', () => {
    expectTypeOf(createConsentServer).toEqualTypeOf<(options: ConsentServerOptions) => ConsentServer>();
    expectTypeOf<ConsentServerOptions>().toEqualTypeOf<{
      clientId: string;
      clientSecret: string;
      apiVersion?: string;
      baseUrl?: string;
      allowHttp?: boolean;
      timeoutMs?: number;
      tries?: number;
      store?: ConsentStore;
      fetch?: ConsentServerFetch;
    }>();
    expectTypeOf(fetch).toExtend<ConsentServerFetch>();
    expectTypeOf<ConsentServerFetch>().toEqualTypeOf<(url: string, init: RequestInit) => Promise<Response>>();
    // @ts-expect-error: a secret is needed too.
    expectTypeOf(createConsentServer).toBeCallableWith({ clientId: 'id' });
  });

  test('has one set of verbs for each thing', () => {
    expectTypeOf<ConsentServer>().toEqualTypeOf<{
      readonly sessions: Sessions;
      readonly consents: Consents;
      readonly endUsers: EndUsers;
      readonly institutions: Institutions;
      readonly webhooks: Webhooks;
    }>();
  });

  test('mints the platform’s JSON', () => {
    expectTypeOf<Sessions>().toEqualTypeOf<{
      create(input: CreateSessionInput, options?: CallOptions): Promise<AuthSessionJson>;
      toHandler(resolve: SessionResolver, options?: SessionHandlerOptions): ConsentHandler;
      toStatusHandler(resolve: UserResolver, options?: HandlerOptions): ConsentHandler;
    }>();
    expectTypeOf<CreateSessionInput>().toEqualTypeOf<{
      endUserId: string;
      redirectUri?: string;
      cancelUri?: string;
      institutionId?: string;
      permissions?: readonly string[];
      arrangementId?: string;
    }>();
    expectTypeOf<CallOptions>().toEqualTypeOf<{ signal?: AbortSignal }>();
  });

  test('gives handlers of the fetch API', () => {
    expectTypeOf<ConsentHandler>().toEqualTypeOf<(request: Request) => Promise<Response>>();
    expectTypeOf<SessionResolver>().toEqualTypeOf<
      (request: Request) => CreateSessionInput | null | Promise<CreateSessionInput | null>
    >();
    expectTypeOf<ReportOptions>().toEqualTypeOf<{ onError?: (error: unknown) => void }>();
    expectTypeOf<HandlerOptions>().toEqualTypeOf<{
      allowedOrigins?: readonly string[];
      onError?: (error: unknown) => void;
    }>();
    expectTypeOf<SessionHandlerOptions>().toEqualTypeOf<{
      allowedOrigins?: readonly string[];
      nameFlows?: boolean;
      onError?: (error: unknown) => void;
    }>();
  });

  test('takes the function that says whose session it is for the status, too', () => {
    expectTypeOf<SessionResolver>().toExtend<UserResolver>();
  });
});

describe('consents', () => {
  test('are listed, asked for and revoked', () => {
    expectTypeOf<Consents>().toEqualTypeOf<{
      list(endUserId: string, options?: ListConsentsOptions): Promise<Consent[]>;
      madeSince(endUserId: string, time: Date | number, options?: CallOptions): Promise<Consent[]>;
      revoke(arrangementId: string, options?: CallOptions): Promise<void>;
    }>();
    expectTypeOf<ListConsentsOptions>().toEqualTypeOf<{ active?: boolean; signal?: AbortSignal }>();
    expectTypeOf<Consent['active']>().toEqualTypeOf<boolean>();
    expectTypeOf<Consent['brand_new']>().toBeUnknown();
  });
});

describe('end users', () => {
  test('are created, found and deleted', () => {
    expectTypeOf<EndUsers>().toEqualTypeOf<{
      create(input?: CreateEndUserInput, options?: CallOptions): Promise<EndUser>;
      findByEmail(email: string, options?: CallOptions): Promise<EndUser[]>;
      get(endUserId: string, options?: CallOptions): Promise<EndUser>;
      delete(endUserId: string, options?: CallOptions): Promise<void>;
    }>();
    expectTypeOf<CreateEndUserInput>().toEqualTypeOf<{
      email?: string;
      name?: string;
      phone?: string;
      abn?: string;
    }>();
    expectTypeOf<EndUser['end_user_id']>().toBeString();
  });
});

describe('institutions', () => {
  test('are listed', () => {
    expectTypeOf<Institutions>().toEqualTypeOf<{
      list(options?: ListInstitutionsOptions): Promise<Institution[]>;
      toHandler(options?: InstitutionsHandlerOptions): ConsentHandler;
    }>();
    expectTypeOf<ListInstitutionsOptions>().toEqualTypeOf<{ industry?: string; signal?: AbortSignal }>();
    expectTypeOf<InstitutionsHandlerOptions>().toEqualTypeOf<{
      allowedOrigins?: readonly string[];
      industry?: string;
      onError?: (error: unknown) => void;
    }>();
    expectTypeOf<InstitutionStatus>().toEqualTypeOf<'HEALTHY' | 'DEGRADED' | 'OUTAGE'>();
  });
});

describe('webhooks', () => {
  test('are verified, and handled once', () => {
    expectTypeOf(verifyWebhook).toEqualTypeOf<
      (request: Request, options: VerifyWebhookOptions) => Promise<WebhookEvent>
    >();
    expectTypeOf<VerifyWebhookOptions>().toEqualTypeOf<{ secret: string }>();
    expectTypeOf<Webhooks>().toEqualTypeOf<{
      toHandler(onEvent: (event: WebhookEvent) => unknown, options: WebhookHandlerOptions): ConsentHandler;
    }>();
    expectTypeOf<WebhookHandlerOptions>().toEqualTypeOf<{
      secret: string;
      onError?: (error: unknown) => void;
    }>();
    expectTypeOf<WebhookEvent['data']>().toEqualTypeOf<WebhookData>();
    expectTypeOf<'consent.revoked' | 'something.else'>().toExtend<WebhookData['event']>();
  });
});

test('a storage of unstorage is a store as it is', () => {
  expectTypeOf(createStorage()).toExtend<ConsentStore>();
  expectTypeOf(createStorage<string>()).toExtend<ConsentStore>();
  expectTypeOf({}).not.toExtend<ConsentStore>();
});

test('an address is named for a flow', () => {
  expectTypeOf(nameFlow).toEqualTypeOf<(address: string, flowId: string) => string>();
});

test('a handler is mounted in Node', () => {
  expectTypeOf(toNodeListener).toEqualTypeOf<(handler: ConsentHandler) => NodeListener>();
  expectTypeOf<NodeListener>().toEqualTypeOf<
    (request: IncomingMessage, response: ServerResponse) => Promise<void>
  >();
});

describe('an error of the server', () => {
  test('has a code, and what the platform said', () => {
    expectTypeOf<ConsentServerError>().toExtend<Error & Readonly<ConsentServerErrorDetails>>();
    expectTypeOf(ConsentServerError).constructorParameters.toEqualTypeOf<
      [code: ConsentServerErrorCode, message: string, details?: ConsentServerErrorDetails | undefined]
    >();
    expectTypeOf<ConsentServerErrorDetails>().toEqualTypeOf<{
      status?: number;
      retryAfter?: number;
      platform?: PlatformError;
      unsent?: boolean;
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
      if (!isConsentServerError(error)) return expectTypeOf(error).toBeUnknown();
      switch (error.code) {
        case 'invalid_option':
        case 'unauthorized':
        case 'rejected':
        case 'rate_limited':
        case 'unavailable':
        case 'timeout':
        case 'aborted':
        case 'bad_response':
        case 'flow_unnamed':
        case 'store_failed':
        case 'body_used':
        case 'signature_missing':
        case 'signature_mismatch':
        case 'bad_webhook':
          return expectTypeOf(error).toEqualTypeOf<ConsentServerError>();
        default:
          return expectTypeOf(error.code).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toBeUnknown();
  });
});
