import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConsentError } from '../../../src/model/consent-error.ts';
import { checkOptions, type OpenConsentOptions, unknownOptions } from '../../../src/model/options.ts';
import { checkUiOptions } from '../../../src/model/ui-options.ts';
import { anyValue } from '../../support/arbitraries.ts';

const session = () => fetch('/api/auth-session', { method: 'POST' });

const EVERY_OPTION = {
  session,
  mode: 'popup',
  container: { append: () => undefined } as unknown as Element,
  allowedOrigins: ['https://auth.example.com', 'http://localhost:4000'],
  state: { order: 7 },
  mintTimeoutMs: 30_000,
  signal: new AbortController().signal,
  getStatus: () => 'pending',
  popup: { width: 500, height: 700 },
  iframe: { allow: '', sandbox: 'allow-scripts', title: 'Bank', height: '80vh', readyTimeoutMs: 15_000 },
  ui: true,
  onSuccess: () => undefined,
  onCancel: () => undefined,
  onError: () => undefined,
  onEvent: () => undefined,
} satisfies OpenConsentOptions;

const cycle: { self?: unknown } = {};
cycle.self = cycle;

function errorOf(options: unknown): unknown {
  try {
    checkOptions(options as OpenConsentOptions);
    checkUiOptions(options as OpenConsentOptions);
  } catch (error) {
    return error;
  }
  return undefined;
}

/** `value` as the option of that (dotted) name, beside a good session. */
function withOption(name: string, value: unknown): unknown {
  const nested = name.split('.').reduceRight((inner, key) => ({ [key]: inner }) as unknown, value);
  return { session, ...(nested as object) };
}

describe('right options pass', () => {
  test('with the session alone', () => {
    expect(errorOf({ session })).toBeUndefined();
  });

  test('with every option there is', () => {
    expect(errorOf(EVERY_OPTION)).toBeUndefined();
    expect(unknownOptions(EVERY_OPTION)).toEqual([]);
  });

  test.each([undefined, null])('with every other option there and %o, which means not given', (nothing) => {
    const absent = Object.fromEntries(Object.keys(EVERY_OPTION).map((name) => [name, nothing]));
    const ui = { theme: nothing, lang: nothing, texts: nothing, confirmClose: nothing };
    const options = {
      ...absent,
      session,
      popup: { width: nothing, height: 700 },
      iframe: { title: nothing },
    };
    const given = { session, popup: { height: 700 }, iframe: {} };
    expect(checkOptions(options as unknown as OpenConsentOptions)).toEqual(given);
    expect(checkUiOptions({ session, ui } as unknown as OpenConsentOptions)).toEqual({});
    expect(checkUiOptions({ session, ui: nothing } as unknown as OpenConsentOptions)).toEqual({});
  });

  test('and come back as they were given', () => {
    expect(checkOptions(EVERY_OPTION)).toEqual(EVERY_OPTION);
    expect(checkUiOptions({ session, ui: { lang: 'de' } })).toEqual({ lang: 'de' });
    expect(checkUiOptions({ session, ui: false })).toBe(false);
  });

  test.each([
    ['session', { session_id: 'id', auth_url: 'https://auth.fiskil.com', expires_at: 1 }],
    ['mode', 'redirect'],
    ['mode', 'iframe'],
    ['mode', 'auto'],
    ['state', 0],
    ['state', ''],
    ['state', [1, { two: 3 }]],
    ['ui', false],
    ['ui', {}],
    ['ui.theme', 'light'],
    ['ui.theme', 'dark'],
    ['ui.theme', 'system'],
    ['ui.lang', 'de-AT'],
    ['ui.texts', {}],
    ['ui.confirmClose', false],
    ['ui.confirmClose', true],
    ['popup', {}],
    ['popup.width', 320.5],
    ['iframe', {}],
    ['allowedOrigins', ['https://auth.fiskil.com:8443']],
    ['allowedOrigins', ['http://[::1]:4000']],
  ])('with %s as %o', (name, value) => {
    expect(errorOf(withOption(name, value))).toBeUndefined();
  });
});

describe('a wrong option is refused by its name, with what it takes', () => {
  test.each([
    ['session', undefined, 'a URL, an auth session, or a function that returns one'],
    ['session', null, 'a URL, an auth session, or a function that returns one'],
    ['session', '', 'a URL, an auth session, or a function that returns one'],
    // The request must start inside the click, after the window: a promise has started already.
    ['session', Promise.resolve({}), 'a URL, an auth session, or a function that returns one'],
    ['mode', 'tab', "'redirect', 'popup', 'iframe' or 'auto'"],
    ['mode', 'Popup', "'redirect', 'popup', 'iframe' or 'auto'"],
    ['container', '#consent', 'an element'],
    ['container', {}, 'an element'],
    ['allowedOrigins', 'https://auth.example.com', 'a list of origins'],
    ['allowedOrigins', [], 'a list of origins'],
    ['allowedOrigins', ['https://auth.example.com/'], 'a list of origins'],
    ['allowedOrigins', ['https://auth.example.com/path'], 'a list of origins'],
    ['allowedOrigins', ['https://AUTH.example.com'], 'a list of origins'],
    ['allowedOrigins', ['https://auth.example.com:443'], 'a list of origins'],
    ['allowedOrigins', ['auth.example.com'], 'a list of origins'],
    ['allowedOrigins', ['null'], 'a list of origins'],
    ['allowedOrigins', ['*'], 'a list of origins'],
    ['allowedOrigins', ['blob:https://auth.example.com/x'], 'a list of origins'],
    ['allowedOrigins', ['https://user@auth.example.com'], 'a list of origins'],
    ['allowedOrigins', [new URL('https://auth.example.com')], 'a list of origins'],
    ['allowedOrigins', ['https://auth.example.com', 7], 'a list of origins'],
    ['state', () => 'state', 'JSON'],
    ['state', Symbol('state'), 'JSON'],
    ['state', 1n, 'JSON'],
    ['state', cycle, 'JSON'],
    ['mintTimeoutMs', 0, 'milliseconds'],
    ['mintTimeoutMs', -1, 'milliseconds'],
    ['mintTimeoutMs', '30000', 'milliseconds'],
    ['mintTimeoutMs', Number.NaN, 'milliseconds'],
    ['mintTimeoutMs', Number.POSITIVE_INFINITY, 'milliseconds'],
    ['signal', new AbortController(), 'an AbortSignal'],
    ['getStatus', 7, 'a URL or a function'],
    ['popup', 'width=500', 'an object'],
    ['popup.width', '500', 'CSS pixels'],
    ['popup.width', 0, 'CSS pixels'],
    ['popup.height', -700, 'CSS pixels'],
    ['iframe', true, 'an object'],
    ['iframe.allow', ['payment'], 'a string'],
    ['iframe.sandbox', true, 'a string or false'],
    ['iframe.title', 7, 'a string'],
    ['iframe.height', 600, 'a CSS length'],
    ['iframe.readyTimeoutMs', '15s', 'milliseconds'],
    ['ui', 'none', 'an object or a boolean'],
    ['ui.theme', 'blue', "'light', 'dark' or 'system'"],
    ['ui.lang', 7, 'a language tag'],
    ['ui.texts', 'de', 'an object'],
    ['ui.confirmClose', 'no', 'a boolean'],
    ['ui.confirmClose', 0, 'a boolean'],
    ['onSuccess', 'done', 'a function'],
    ['onCancel', {}, 'a function'],
    ['onError', 0, 'a function'],
    ['onEvent', [], 'a function'],
  ])('%s: %o', (name, value, takes) => {
    const error = errorOf(withOption(name, value));
    expect(error).toMatchObject({ code: 'invalid_option' });
    expect(String(error)).toMatch(new RegExp(`^ConsentError: ${name} takes ${takes}`));
  });

  test.each([undefined, null, 'session', 7])(
    'no options at all (%o): the session is what is missing',
    (options) => {
      expect(errorOf(options)).toMatchObject({
        code: 'invalid_option',
        message: expect.stringContaining('session takes'),
      });
    },
  );

  test('and the widget leaves it to the flow to say so', () => {
    expect(() => checkUiOptions(undefined as never)).not.toThrow();
  });

  test('whatever they hold, nothing but our own error is thrown', () => {
    const names = Object.keys(EVERY_OPTION);
    const options = fc.dictionary(fc.constantFrom(...names), anyValue).map((some) => ({ session, ...some }));
    fc.assert(
      fc.property(fc.oneof(options, anyValue), (any) => {
        const error = errorOf(any);
        expect(error === undefined || (isConsentError(error) && error.code === 'invalid_option')).toBe(true);
      }),
    );
  });
});

test('what an option inherits is checked too: it would be used', () => {
  const popup = Object.create({ width: '1,noopener' });
  expect(errorOf({ session, popup })).toMatchObject({
    message: expect.stringContaining('popup.width takes CSS pixels'),
  });
});

test('keys that are no option are told, in their order, and do no harm', () => {
  const options = { onSucces: () => undefined, session, Mode: 'popup' };
  expect(unknownOptions(options)).toEqual(['onSucces', 'Mode']);
  expect(errorOf(options)).toBeUndefined();
});
