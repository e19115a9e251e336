import { describe, expectTypeOf, test } from 'vitest';
import type * as callback from '../../src/callback.ts';
import type * as headless from '../../src/headless.ts';
import { openConsent } from '../../src/headless.ts';
import type * as index from '../../src/index.ts';
import type {
  AuthSession,
  AuthSessionJson,
  ConsentError,
  ConsentOutcome,
  ParsedCallback,
  ProviderErrorFields,
  ProviderResult,
} from '../../src/protocol.ts';
import {
  isConsentError,
  parseAuthSession,
  parseCallbackUrl,
  parseMessage,
  toOutcome,
} from '../../src/protocol.ts';

describe('open-consent/protocol', () => {
  test('parses whatever comes', () => {
    expectTypeOf(parseMessage).toEqualTypeOf<(data: unknown) => ProviderResult | undefined>();
    expectTypeOf(parseCallbackUrl).toEqualTypeOf<(url: string) => ParsedCallback | undefined>();
    expectTypeOf(parseAuthSession).toEqualTypeOf<(json: unknown) => AuthSession>();
    expectTypeOf<ParsedCallback>().toEqualTypeOf<{
      flowId?: string;
      result: ProviderResult;
      cleanUrl: string;
    }>();
    expectTypeOf<AuthSessionJson>().toEqualTypeOf<index.AuthSessionJson>();
  });

  test('gives a result that is told by its status', () => {
    const tell = (result: ProviderResult) => {
      if (result.status === 'success') {
        expectTypeOf(result).toEqualTypeOf<{
          status: 'success';
          sessionId?: string;
          consentId?: string;
          redirectUrl?: string;
        }>();
      } else if (result.status === 'error') {
        expectTypeOf(result.fields).toEqualTypeOf<ProviderErrorFields>();
        // @ts-expect-error: what has failed leads nowhere.
        expectTypeOf(result.redirectUrl);
      } else expectTypeOf(result).toBeNever();
    };
    expectTypeOf(tell).parameter(0).toEqualTypeOf<ProviderResult>();
    expectTypeOf(toOutcome).toEqualTypeOf<
      (result: ProviderResult, sessionId: string, mode: index.LaunchMode) => ConsentOutcome
    >();
  });
});

describe('what several entries hold', () => {
  test('is one and the same', () => {
    expectTypeOf<headless.ConsentOutcome>().toEqualTypeOf<index.ConsentOutcome>();
    expectTypeOf<ConsentOutcome>().toEqualTypeOf<index.ConsentOutcome>();
    expectTypeOf<ConsentError>().toEqualTypeOf<index.ConsentError>();
    expectTypeOf(isConsentError).toEqualTypeOf<typeof index.isConsentError>();
    expectTypeOf(openConsent).toEqualTypeOf<typeof index.openConsent>();
    expectTypeOf<typeof callback.completeConsent>().toEqualTypeOf<typeof index.completeConsent>();
    expectTypeOf<callback.CallbackResult>().toEqualTypeOf<index.CallbackResult>();
  });
});
