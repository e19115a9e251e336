import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit, type Trusted } from '../../../src/browser/gate.ts';
import type { Heard } from '../../../src/browser/inbox.ts';
import { anyValue, HOSTILE_FORMS, hostileMakers, nearMessage } from '../../support/arbitraries.ts';

const PAGE = 'https://app.example';
const PROVIDER = 'https://auth.fiskil.com';
const LISTED = 'https://auth.example.com';

const asWindow = (name: string) => ({ name }) as unknown as Window;
const ours = asWindow('ours');
const theirs = asWindow('theirs');

const trusted: Trusted = {
  flowId: 'flow',
  pageOrigin: PAGE,
  providerOrigins: [PROVIDER, LISTED],
  target: ours,
  sessionId: 'session',
};

const MESSAGE = { isCompleted: true, consentID: 'consent' };
const URL_OF_CALLBACK = `${PAGE}/callback?session_id=session`;
const RELAY = { v: 1, type: 'open-consent.callback', flowId: 'flow', url: URL_OF_CALLBACK };
const { flowId: _, ...UNMARKED } = RELAY;

/** A message from our own window at the provider, unless said otherwise. */
function heard(more: Partial<Heard>): Heard {
  return { origin: PROVIDER, source: ours, data: MESSAGE, ...more };
}

/** What a channel of our own origin brings: it has no source. */
function broadcast(data: unknown): Heard {
  return { origin: PAGE, data };
}

const signalOf = (more: Partial<Heard>, less: Partial<Trusted> = {}) =>
  admit(heard(more), { ...trusted, ...less });

const ACCEPTED = { type: 'message', result: { status: 'success', consentId: 'consent' } };

describe('a message', () => {
  test('from our window at the provider is let through', () => {
    expect(signalOf({})).toEqual(ACCEPTED);
  });

  test('from our window at another origin on the list is let through', () => {
    expect(signalOf({ origin: LISTED })).toEqual(ACCEPTED);
  });

  test.each([
    'https://evil.example',
    'https://auth.fiskil.com.evil.example',
    'https://auth.fiskil.com:8443',
    'https://auth.fiskil.com/',
    'https://AUTH.fiskil.com',
    'http://auth.fiskil.com',
    'auth.fiskil.com',
    PAGE,
    '',
  ])('from our window at %o is ignored', (origin) => {
    expect(signalOf({ origin })).toBeUndefined();
  });

  test('from an opaque origin is ignored, even where somebody listed it', () => {
    const providerOrigins = ['null'];
    expect(signalOf({ origin: 'null' }, { providerOrigins })).toBeUndefined();
    expect(signalOf({ origin: 'null', data: RELAY }, { pageOrigin: 'null' })).toBeUndefined();
  });

  test('from another window of the provider is ignored', () => {
    expect(signalOf({ source: theirs })).toBeUndefined();
    expect(signalOf({ source: theirs, data: { ...MESSAGE, session_id: 'session' } })).toBeUndefined();
  });

  test('from an older window of this flow is ignored: the newest one counts', () => {
    expect(signalOf({ source: ours }, { target: asWindow('newer') })).toBeUndefined();
  });

  test('from no window at all is ignored, also while there is no window of ours', () => {
    expect(signalOf({ source: undefined as unknown as null })).toBeUndefined();
    expect(signalOf({ source: undefined as unknown as null }, { target: undefined })).toBeUndefined();
    expect(signalOf({ source: null }, { target: null })).toMatchObject({ type: 'remark' });
  });

  test('before there is a session is ignored: it cannot be its result', () => {
    expect(signalOf({}, { sessionId: undefined })).toBeUndefined();
    const named = { ...MESSAGE, session_id: 'undefined' };
    expect(signalOf({ data: named }, { sessionId: undefined })).toBeUndefined();
  });

  test('that names our session is let through', () => {
    expect(signalOf({ data: { ...MESSAGE, session_id: 'session' } })).toMatchObject({ type: 'message' });
  });

  test.each(['other', 'sessio', 'session2', 'SESSION'])(
    'that names the session %s is ignored',
    (session_id) => {
      expect(signalOf({ data: { ...MESSAGE, session_id } })).toBeUndefined();
      expect(signalOf({ data: { isCompleted: false, session_id } })).toBeUndefined();
    },
  );

  test.each([
    undefined,
    null,
    'consent_complete',
    42,
    [MESSAGE],
    {},
    { type: 'resize', height: 600 },
    { type: 'resize', isCompleted: true },
    { isCompleted: 'true' },
    RELAY,
    new Map(),
  ])('of the wrong shape is ignored, though our window sent it: %o', (data) => {
    expect(signalOf({ data })).toBeUndefined();
  });

  test('of a failure is let through as one', () => {
    expect(signalOf({ data: { type: 'consent_error', error_type: 'CONSENT_TIMEOUT' } })).toEqual({
      type: 'message',
      result: { status: 'error', fields: { errorType: 'CONSENT_TIMEOUT' } },
    });
  });
});

describe('a message whose window is gone (its source is null)', () => {
  test('is let through where it names our session', () => {
    expect(signalOf({ source: null, data: { ...MESSAGE, sessionId: 'session' } })).toMatchObject({
      type: 'message',
      result: { status: 'success', sessionId: 'session' },
    });
    const error = { type: 'consent_error', error_type: 'X', session_id: 'session' };
    expect(signalOf({ source: null, data: error })).toMatchObject({ result: { status: 'error' } });
  });

  test.each([
    ['names none', {}],
    ['names an empty one', { sessionId: '' }],
    ['names no text', { sessionId: ['session'] }],
  ])('is a remark where it %s: it proves nothing', (_, named) => {
    expect(signalOf({ source: null, data: { ...MESSAGE, ...named } })).toEqual({
      type: 'remark',
      result: { status: 'success', consentId: 'consent' },
    });
  });

  test('is ignored where it names another session', () => {
    expect(signalOf({ source: null, data: { ...MESSAGE, sessionId: 'other' } })).toBeUndefined();
  });

  test('is ignored from elsewhere, whatever it names', () => {
    const data = { ...MESSAGE, sessionId: 'session' };
    expect(signalOf({ origin: 'https://evil.example', source: null, data })).toBeUndefined();
    expect(signalOf({ origin: 'null', source: null, data })).toBeUndefined();
  });
});

describe('a relay', () => {
  const OWN = { type: 'callback', url: URL_OF_CALLBACK };

  test('that names our flow is our own, by the channel or from any window of this page’s origin', () => {
    expect(admit(broadcast(RELAY), trusted)).toEqual(OWN);
    for (const source of [ours, theirs, null])
      expect(signalOf({ origin: PAGE, source, data: RELAY })).toEqual(OWN);
  });

  test('is let through before there is a session: what it says is verified later', () => {
    expect(admit(broadcast(RELAY), { ...trusted, sessionId: undefined })).toEqual(OWN);
  });

  test('that names another flow speaks for that one alone, even from our own window', () => {
    const data = { ...RELAY, flowId: 'other' };
    expect(admit(broadcast(data), trusted)).toBeUndefined();
    expect(signalOf({ origin: PAGE, data })).toBeUndefined();
    expect(signalOf({ origin: PAGE, data: { ...RELAY, flowId: '' } })).toBeUndefined();
  });

  test('that names no flow is our own from our window', () => {
    expect(signalOf({ origin: PAGE, data: UNMARKED })).toEqual(OWN);
  });

  test('that names no flow is nobody’s from elsewhere, whatever session it names', () => {
    expect(admit(broadcast(UNMARKED), trusted)).toBeUndefined();
    expect(signalOf({ origin: PAGE, source: theirs, data: UNMARKED })).toBeUndefined();
    expect(signalOf({ origin: PAGE, source: null, data: UNMARKED })).toBeUndefined();
  });

  test('that names no flow is nobody’s while there is no window of ours', () => {
    for (const target of [undefined, null]) {
      expect(admit(broadcast(UNMARKED), { ...trusted, target })).toBeUndefined();
      expect(signalOf({ origin: PAGE, source: null, data: UNMARKED }, { target })).toBeUndefined();
    }
  });

  test.each([
    'https://evil.example',
    'https://app.example.evil.example',
    'http://app.example',
    PROVIDER,
    'null',
  ])('from %s is ignored, even from our own window', (origin) => {
    expect(signalOf({ origin, data: RELAY })).toBeUndefined();
  });

  test('that is an answer is no callback: another flow’s page gave it', () => {
    expect(admit(broadcast({ ...RELAY, type: 'open-consent.received' }), trusted)).toBeUndefined();
  });

  test('of another version is ignored', () => {
    expect(admit(broadcast({ ...RELAY, v: 2 }), trusted)).toBeUndefined();
  });
});

describe('a provider on the page’s own origin, as in development', () => {
  const development = { ...trusted, providerOrigins: [PAGE] };

  test('is heard, and so is a relay', () => {
    expect(admit(heard({ origin: PAGE }), development)).toEqual(ACCEPTED);
    expect(admit(broadcast(RELAY), development)).toMatchObject({ type: 'callback' });
  });

  test('is not heard over the channel, which has no source', () => {
    expect(admit(broadcast({ ...MESSAGE, session_id: 'session' }), development)).toBeUndefined();
  });
});

describe('what bites is ignored', () => {
  test.each(['traps that throw', 'a revoked proxy', 'a getter that throws'] as const)('%s', (form) => {
    expect(signalOf({ data: HOSTILE_FORMS[form](MESSAGE, 'redirectURL') })).toBeUndefined();
    expect(signalOf({ origin: PAGE, data: HOSTILE_FORMS[form](RELAY, 'url') })).toBeUndefined();
  });

  test('a cycle is looked at, and not followed', () => {
    const cycle = HOSTILE_FORMS['a cycle'](MESSAGE, 'more');
    expect(signalOf({ data: cycle })).toEqual(ACCEPTED);
    expect(signalOf({ source: theirs, data: cycle })).toBeUndefined();
  });

  test('a window that may not be looked at is compared, and not touched', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(signalOf({ source: proxy as Window })).toBeUndefined();
    expect(signalOf({ source: proxy as Window }, { target: proxy })).toEqual(ACCEPTED);
  });

  test('what a stranger sends is not even looked at', () => {
    let looks = 0;
    const data = new Proxy(
      {},
      {
        get() {
          looks += 1;
        },
      },
    );
    signalOf({ origin: 'https://evil.example', data });
    signalOf({ origin: 'null', data });
    signalOf({ source: theirs, data });
    expect(looks).toBe(0);
    signalOf({ data });
    expect(looks).toBeGreaterThan(0);
  });

  test('a huge object costs no more than a small one', () => {
    const keys: PropertyKey[] = [];
    const data = new Proxy(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, at])), {
      get: (target, key) => {
        keys.push(key);
        return Reflect.get(target, key);
      },
      ownKeys: () => {
        throw new Error('it was walked through');
      },
    });
    expect(signalOf({ data })).toBeUndefined();
    expect(keys.length).toBeLessThan(10);
  });
});

describe('whatever is heard', () => {
  const origin = fc.constantFrom(PAGE, PROVIDER, LISTED, 'null', 'https://evil.example');
  const source = fc.constantFrom<Window | null | undefined>(ours, theirs, null, undefined);
  const near = fc.oneof(
    nearMessage,
    fc.record({ isCompleted: fc.boolean(), session_id: fc.constantFrom('session', 'other', undefined) }),
    fc.constantFrom<object>(RELAY, UNMARKED, { ...RELAY, flowId: 'other' }),
  );
  const makers = fc.oneof(
    anyValue.map((data) => () => data),
    near.map((data) => () => data as unknown),
    hostileMakers(near, ['type', 'v', 'url', 'isCompleted', 'session_id']),
  );

  test('it is let through only from where it may come, and nothing is thrown', () => {
    fc.assert(
      fc.property(origin, source, makers, (from, win, make) => {
        const data = make();
        const signal = admit({ origin: from, data, ...(win !== undefined && { source: win }) }, trusted);
        if (signal?.type === 'callback') expect(from).toBe(PAGE);
        if (signal?.type !== 'message') return;
        expect([PROVIDER, LISTED]).toContain(from);
        expect(win === ours || (win === null && signal.result.sessionId === 'session')).toBe(true);
        expect([undefined, 'session']).toContain(signal.result.sessionId);
      }),
      { numRuns: 3000 },
    );
  });
});
