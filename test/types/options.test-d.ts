import { describe, expectTypeOf, test } from 'vitest';
import type {
  AuthSession,
  AuthSessionJson,
  ConsentCancelled,
  ConsentEvent,
  ConsentFailed,
  ConsentHandlers,
  ConsentSuccess,
  FrameOptions,
  LaunchModeOption,
  OpenConsentOptions,
  OutcomeHandlers,
  SessionAnswer,
  SessionContext,
  SessionSource,
  SessionStatus,
  SomeTexts,
  StatusSource,
  Texts,
  UiOptions,
} from '../../src/index.ts';
import { openConsent } from '../../src/index.ts';
import { ar } from '../../src/texts/ar.ts';
import { de } from '../../src/texts/de.ts';
import { en } from '../../src/texts/en.ts';
import { es } from '../../src/texts/es.ts';
import { fr } from '../../src/texts/fr.ts';
import { zh } from '../../src/texts/zh.ts';

/** With every field there, and no undefined in it. */
type Full<T> = { [Key in keyof T]-?: Exclude<T[Key], undefined> };

describe('the options', () => {
  test('are these, and only the session must be given', () => {
    type Own = Full<Omit<OpenConsentOptions, 'container' | keyof ConsentHandlers>>;
    expectTypeOf<Own>().toEqualTypeOf<{
      session: SessionSource;
      key: string;
      mode: LaunchModeOption;
      allowedOrigins: readonly string[];
      state: unknown;
      mintTimeoutMs: number;
      signal: AbortSignal;
      getStatus: StatusSource;
      popup: { width?: number | undefined; height?: number | undefined };
      iframe: FrameOptions;
      refuseFramed: boolean;
      ui: boolean | UiOptions;
    }>();
    expectTypeOf<OpenConsentOptions['container']>().toEqualTypeOf<Element | undefined>();
    expectTypeOf<OpenConsentOptions>().toExtend<ConsentHandlers>();
    expectTypeOf<{ session: AuthSession }>().toExtend<OpenConsentOptions>();
    // @ts-expect-error: without a session there is nothing to open.
    expectTypeOf(openConsent).toBeCallableWith({ mode: 'popup' });
    // @ts-expect-error: there is no such mode.
    expectTypeOf(openConsent).toBeCallableWith({ session: fetch, mode: 'tab' });
  });

  test('may each be undefined, as exactOptionalPropertyTypes would not have it', () => {
    type Undefined = { [Key in keyof Omit<OpenConsentOptions, 'session'>]-?: undefined };
    expectTypeOf<Undefined & { session: AuthSession }>().toExtend<OpenConsentOptions>();
    expectTypeOf<{ [Key in keyof UiOptions]-?: undefined }>().toExtend<UiOptions>();
    expectTypeOf<{ [Key in keyof FrameOptions]-?: undefined }>().toExtend<FrameOptions>();
  });

  test('of the frame and the widget are these', () => {
    expectTypeOf<Full<FrameOptions>>().toEqualTypeOf<{
      allow: string;
      sandbox: string | false;
      title: string;
      height: string;
      readyTimeoutMs: number;
    }>();
    expectTypeOf<Full<UiOptions>>().toEqualTypeOf<{
      theme: 'light' | 'dark' | 'system';
      lang: string;
      texts: SomeTexts;
      confirmClose: boolean;
    }>();
  });

  test('hear one kind of outcome each', () => {
    expectTypeOf<Full<OutcomeHandlers>>().toEqualTypeOf<{
      onSuccess: (outcome: ConsentSuccess) => void;
      onCancel: (outcome: ConsentCancelled) => void;
      onError: (outcome: ConsentFailed) => void;
    }>();
    expectTypeOf<ConsentHandlers>().toExtend<OutcomeHandlers>();
    expectTypeOf<Full<Omit<ConsentHandlers, keyof OutcomeHandlers>>>().toEqualTypeOf<{
      onEvent: (event: ConsentEvent) => void;
    }>();
  });
});

describe('a session', () => {
  test('is a value, or comes from an address or a function', () => {
    expectTypeOf<Exclude<SessionSource, AuthSession | AuthSessionJson>>().toEqualTypeOf<
      string | ((context: SessionContext) => SessionAnswer | Promise<SessionAnswer>)
    >();
    expectTypeOf<SessionContext>().toEqualTypeOf<{ signal: AbortSignal; flowId: string }>();
    expectTypeOf<StatusSource>().toEqualTypeOf<
      string | ((sessionId: string) => SessionStatus | Promise<SessionStatus>)
    >();
    expectTypeOf<SessionAnswer>().toEqualTypeOf<Response | AuthSession | AuthSessionJson>();
    expectTypeOf<() => Promise<Response>>().toExtend<SessionSource>();
    expectTypeOf<Promise<Response>>().not.toExtend<SessionSource>();
  });

  test('is spelled the platform’s way, or ours', () => {
    expectTypeOf<AuthSession>().toEqualTypeOf<{
      sessionId: string;
      authUrl: string;
      expiresAt: number;
      flowId?: string;
    }>();
    expectTypeOf<AuthSessionJson>().toEqualTypeOf<{
      id?: string;
      session_id: string;
      auth_url: string;
      expires_at: number | string;
      flow_id?: string;
    }>();
    expectTypeOf<SessionStatus>().toEqualTypeOf<'pending' | 'success' | 'cancelled' | 'failed'>();
  });
});

describe('texts', () => {
  test('are whole in every language that there is', () => {
    expectTypeOf([ar, de, en, es, fr, zh]).toEqualTypeOf<Texts[]>();
  });

  test('may be some, of the problems too', () => {
    expectTypeOf<Texts>().toExtend<SomeTexts>();
    expectTypeOf<{ connect: string; problems: { other: string } }>().toExtend<SomeTexts>();
    expectTypeOf<{ problems: { any: string } }>().not.toExtend<Required<SomeTexts>>();
    expectTypeOf<Texts['dir']>().toEqualTypeOf<'ltr' | 'rtl'>();
    expectTypeOf<keyof SomeTexts>().toEqualTypeOf<keyof Texts>();
  });
});
