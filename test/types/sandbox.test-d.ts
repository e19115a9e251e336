import { describe, expectTypeOf, test } from 'vitest';
import type {
  AuthSessionJson,
  Sandbox,
  SandboxApiVersion,
  SandboxConsent,
  SandboxEnd,
  SandboxEnding,
  SandboxEndUser,
  SandboxEndUserInput,
  SandboxEvent,
  SandboxLogEntry,
  SandboxMessageForm,
  SandboxMintInput,
  SandboxOptions,
  SandboxSessionInfo,
  SandboxSettings,
  SandboxStep,
  SandboxWebhook,
  SandboxWebhookEvent,
} from '../../src/sandbox.ts';
import { createSandbox } from '../../src/sandbox.ts';

describe('a sandbox', () => {
  test('is made from options, none of them needed', () => {
    expectTypeOf(createSandbox).toEqualTypeOf<(options?: SandboxOptions) => Sandbox>();
    expectTypeOf<SandboxOptions>().toEqualTypeOf<{
      port?: number;
      host?: string;
      allowedHosts?: readonly string[];
      clientId?: string;
      clientSecret?: string;
      apiVersion?: SandboxApiVersion;
      strict?: boolean;
      webhookSecret?: string;
      settings?: Partial<SandboxSettings>;
      log?: (entry: SandboxLogEntry) => void;
      now?: () => number;
    }>();
    expectTypeOf<Sandbox>().toEqualTypeOf<{
      readonly origin: string;
      readonly webhookSecret: string;
      listen(): Promise<string>;
      close(): Promise<void>;
      fetch(request: Request): Promise<Response>;
      mint(input?: SandboxMintInput): AuthSessionJson;
      giveConsent(sessionId: string): SandboxSessionInfo;
      sessions(): SandboxSessionInfo[];
      consents(): SandboxConsent[];
      revokeConsent(arrangementId: string): void;
      endUsers(): SandboxEndUser[];
      createEndUser(input?: SandboxEndUserInput): SandboxEndUser;
      webhooks(): SandboxWebhook[];
      webhooksDone(): Promise<void>;
    }>();
  });

  test('mints for these fields', () => {
    expectTypeOf<SandboxMintInput>().toEqualTypeOf<{
      endUserId?: string;
      redirectUri?: string;
      cancelUri?: string;
      institutionId?: string;
      permissions?: string[];
      arrangementId?: string;
      settings?: Partial<SandboxSettings>;
    }>();
  });

  test('names its ends, steps and forms', () => {
    expectTypeOf<SandboxEnd>().toEqualTypeOf<SandboxEnding | 'cancelled' | 'expired'>();
    expectTypeOf<SandboxSettings['ending']>().toEqualTypeOf<SandboxEnding>();
    expectTypeOf<'success' | 'denied' | 'otp_failure'>().toExtend<SandboxEnding>();
    expectTypeOf<SandboxStep>().toEqualTypeOf<'institution' | 'log_in' | 'otp' | 'accounts' | 'confirm'>();
    expectTypeOf<SandboxSettings['messageForm']>().toEqualTypeOf<SandboxMessageForm>();
    expectTypeOf<'plain' | 'bare' | 'bare_error'>().toExtend<SandboxMessageForm>();
    expectTypeOf<SandboxSettings['autopilotUntil']>().toEqualTypeOf<SandboxStep | 'end'>();
    // @ts-expect-error: there is no such ending.
    expectTypeOf(createSandbox).toBeCallableWith({ settings: { ending: 'failure' } });
  });

  test('names its versions, and what webhooks tell', () => {
    expectTypeOf<SandboxApiVersion>().toEqualTypeOf<'v1' | 'v2' | 'v3'>();
    expectTypeOf<SandboxWebhookEvent>().toEqualTypeOf<
      'consent.received' | 'consent.updated' | 'consent.revoked'
    >();
    expectTypeOf<SandboxWebhook['state']>().toEqualTypeOf<'waiting' | 'delivered' | 'dropped'>();
    expectTypeOf<SandboxConsent['ended']>().toEqualTypeOf<'revoked' | 'expired' | undefined>();
  });

  test('tells of its sessions', () => {
    expectTypeOf<SandboxSessionInfo['state']>().toEqualTypeOf<'minted' | 'open' | 'ended'>();
    expectTypeOf<SandboxSessionInfo['end']>().toEqualTypeOf<SandboxEnd | undefined>();
    expectTypeOf<SandboxSessionInfo['settings']>().toEqualTypeOf<SandboxSettings>();
  });

  test('logs entries that are told by their type', () => {
    const tell = (entry: SandboxLogEntry) => {
      expectTypeOf(entry.at).toBeNumber();
      switch (entry.type) {
        case 'listening':
          return expectTypeOf(entry.origin).toBeString();
        case 'request':
          return expectTypeOf(entry.status).toBeNumber();
        case 'session_minted':
          return expectTypeOf(entry.settings).toEqualTypeOf<Partial<SandboxSettings>>();
        case 'session_ended':
          return expectTypeOf(entry.end).toEqualTypeOf<SandboxEnd>();
        case 'webhook':
          return expectTypeOf(entry.status).toEqualTypeOf<number | 'no answer'>();
        case 'error':
          return expectTypeOf(entry.message).toBeString();
        default:
          return expectTypeOf(entry).toBeNever();
      }
    };
    expectTypeOf(tell).parameter(0).toExtend<SandboxEvent>();
  });
});
