import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNEL, readRelay } from '../../../src/browser/relay.ts';
import { anyValue, HOSTILE_FORMS, hostileMakers } from '../../support/arbitraries.ts';

const RELAY = {
  v: 1,
  type: 'open-consent.callback',
  flowId: 'flow',
  url: 'https://app.example/callback?session_id=s',
};

describe('a relay is read', () => {
  test('as a callback', () => {
    expect(readRelay(RELAY)).toEqual(RELAY);
  });

  test('without a flow, where the page has no marker', () => {
    const { flowId: _, ...unmarked } = RELAY;
    expect(readRelay(unmarked)).toEqual(unmarked);
  });

  test('with what a later minor version may add', () => {
    expect(readRelay({ ...RELAY, more: 1 })).toMatchObject(RELAY);
  });
});

describe('what is no relay', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'open-consent.callback'],
    ['JSON of one', JSON.stringify(RELAY)],
    ['an empty object', {}],
    ['a list', [RELAY]],
    ['another version', { ...RELAY, v: 2 }],
    ['a version of text', { ...RELAY, v: '1' }],
    ['no version', { ...RELAY, v: undefined }],
    ['another type', { ...RELAY, type: 'consent_complete' }],
    ['the answer to one', { ...RELAY, type: 'open-consent.received' }],
    ['a type that ends like it', { ...RELAY, type: 'x.open-consent.callback' }],
    ['a type of no text', { ...RELAY, type: 7 }],
    ['no type', { ...RELAY, type: undefined }],
    ['no address', { ...RELAY, url: undefined }],
    ['an address of no text', { ...RELAY, url: new URL(RELAY.url) }],
  ])('%s, is ignored', (_, data) => {
    expect(readRelay(data)).toBeUndefined();
  });

  test.each(['traps that throw', 'a revoked proxy', 'a getter that throws'] as const)(
    '%s, is ignored',
    (form) => {
      expect(readRelay(HOSTILE_FORMS[form](RELAY, 'url'))).toBeUndefined();
    },
  );

  test('whatever it is, nothing is thrown', () => {
    const near = fc.record(
      {
        v: fc.oneof(fc.constant(1), anyValue),
        type: fc.oneof(fc.constantFrom('open-consent.callback', 'open-consent.received'), anyValue),
        url: fc.oneof(fc.string(), anyValue),
        flowId: anyValue,
      },
      { requiredKeys: [] },
    );
    const makers = fc.oneof(
      hostileMakers(near, ['v', 'type', 'url', 'flowId']),
      near.map((data) => () => data),
    );
    fc.assert(
      fc.property(makers, anyValue, (make, any) => {
        const relay = readRelay(make());
        if (relay) expect([relay.v, typeof relay.url]).toEqual([1, 'string']);
        expect(() => readRelay(any)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

test('the channel keeps its name within a major version: two copies of the library may meet on it', () => {
  expect(CHANNEL).toBe('open-consent');
});
