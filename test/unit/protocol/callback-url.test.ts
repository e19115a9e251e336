import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toOutcome } from '../../../src/model/provider-result.ts';
import { errorFieldsOfUrl, parseCallbackUrl } from '../../../src/protocol/callback-url.ts';
import { anyValue, foreignSegment, oddUrl, ourSegment } from '../../support/arbitraries.ts';

const APP = 'https://app.example/callback';
const ERROR_QUERY =
  'error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_description=User+cancelled+the%20flow' +
  '&error_id=err_1&error_uri=https%3A%2F%2Fdocs.fiskil.com%2Ferrors%23CONSENT_ENDUSER_DENIED';
const ERROR_FIELDS = {
  error: 'access_denied',
  errorType: 'CONSENT_ENDUSER_DENIED',
  errorDescription: 'User cancelled the flow',
  errorId: 'err_1',
  errorUri: 'https://docs.fiskil.com/errors#CONSENT_ENDUSER_DENIED',
};

const resultOf = (url: string) => parseCallbackUrl(url)?.result;
const cleaned = (url: string) => parseCallbackUrl(url)?.cleanUrl;

describe('a success callback', () => {
  test('is read by its session_id, and cleaned of it', () => {
    expect(parseCallbackUrl(`${APP}?session_id=ea564d-56012s4`)).toEqual({
      result: { status: 'success', sessionId: 'ea564d-56012s4' },
      cleanUrl: APP,
    });
  });

  test('may carry a consent id', () => {
    expect(parseCallbackUrl(`${APP}?session_id=s&consent_id=c`)).toEqual({
      result: { status: 'success', sessionId: 's', consentId: 'c' },
      cleanUrl: APP,
    });
  });

  test('may call it sess_id', () => {
    expect(parseCallbackUrl(`${APP}?sess_id=s`)).toEqual({
      result: { status: 'success', sessionId: 's' },
      cleanUrl: APP,
    });
  });

  test('means session_id where both are there, and is cleaned of both', () => {
    expect(parseCallbackUrl(`${APP}?session_id=right&sess_id=wrong`)).toEqual({
      result: { status: 'success', sessionId: 'right' },
      cleanUrl: APP,
    });
  });

  test('counts the last session_id: the provider adds its own behind those already there', () => {
    expect(parseCallbackUrl(`${APP}?session_id=first&x=1&session_id=last`)).toEqual({
      result: { status: 'success', sessionId: 'last' },
      cleanUrl: `${APP}?x=1`,
    });
  });

  test('is none where the last session_id is empty', () => {
    expect(parseCallbackUrl(`${APP}?session_id=first&session_id=`)).toBeUndefined();
  });

  test('keeps the query that was on redirect_uri, with its state and code', () => {
    expect(parseCallbackUrl(`${APP}?state=abc&code=7&iss=me&session_id=s`)).toEqual({
      result: { status: 'success', sessionId: 's' },
      cleanUrl: `${APP}?state=abc&code=7&iss=me`,
    });
  });

  test('is read with an escaped name, as the provider’s own parser would write or read it', () => {
    expect(parseCallbackUrl(`${APP}?session%5Fid=s`)).toEqual({
      result: { status: 'success', sessionId: 's' },
      cleanUrl: APP,
    });
  });
});

describe('an error callback', () => {
  test('is read with every field, and cleaned of every one', () => {
    expect(parseCallbackUrl(`${APP}?${ERROR_QUERY}`)).toEqual({
      result: { status: 'error', fields: ERROR_FIELDS },
      cleanUrl: APP,
    });
  });

  test('ends as its type says', () => {
    const result = resultOf(`${APP}?${ERROR_QUERY}`);
    expect(result && toOutcome(result, 'session', 'redirect')).toMatchObject({
      status: 'cancelled',
      reason: 'denied',
      error: ERROR_FIELDS,
    });
  });

  test('says more than a session_id beside it', () => {
    expect(resultOf(`${APP}?session_id=s&error_type=CONSENT_TIMEOUT`)).toEqual({
      status: 'error',
      sessionId: 's',
      fields: { errorType: 'CONSENT_TIMEOUT' },
    });
    expect(resultOf(`${APP}?session_id=s&state=1&error=x`)).toMatchObject({
      status: 'error',
      sessionId: 's',
    });
  });

  test.each([
    ['an error alone', 'error=access_denied', { error: 'access_denied' }],
    ['a type alone', 'error_type=NEW', { errorType: 'NEW' }],
    ['an id alone', 'error_id=err_1', { errorId: 'err_1' }],
  ])('is known by %s', (_, query, fields) => {
    expect(resultOf(`${APP}?${query}`)).toEqual({ status: 'error', fields });
  });

  test.each(['error_type=X', 'error_id=err_1'])(
    'is ours by %s, though state and code stand beside it',
    (ours) => {
      expect(parseCallbackUrl(`${APP}?state=1&error=x&${ours}&code=2`)).toMatchObject({
        result: { status: 'error' },
        cleanUrl: `${APP}?state=1&code=2`,
      });
    },
  );

  test('cannot make the page carry a novel', () => {
    const result = resultOf(`${APP}?error=x&error_description=${'x'.repeat(100_000)}`);
    expect(JSON.stringify(result).length).toBeLessThan(3000);
  });
});

describe('what is not of the provider is left alone', () => {
  test.each([
    APP,
    `${APP}?`,
    `${APP}#`,
    `${APP}?x=1#top`,
    `${APP}?code=1&state=2&iss=3`,
    `${APP}?error=access_denied&state=1`,
    `${APP}?error=access_denied&code=1`,
    `${APP}?error=access_denied&iss=https%3A%2F%2Fid.example`,
    `${APP}?error=access_denied&state=`,
    `${APP}?error=access_denied&code`,
    `${APP}?error=login_required&error_description=x&error_uri=y&state=1`,
    `${APP}?error=`,
    `${APP}?error`,
    `${APP}?session_id=`,
    `${APP}?Session_ID=s`,
    `${APP}?xsession_id=s`,
    `${APP}?x=session_id=s`,
    `${APP}??session_id=s`,
    `${APP}?x=1&?session_id=s`,
    `${APP}?consent_id=c`,
    `${APP}?error_description=x&error_uri=https://x.example/#y`,
    `${APP}?errorType=validation`,
    `${APP}?errorId=err_1&errorID=err_2&errorDescription=x&errorURI=y`,
    `${APP}?sessionId=s&sessionID=s&consentID=c`,
    `${APP}#/route?errorType=validation`,
    `${APP}#session_id=s`,
    `${APP}#error=x&error_type=y`,
    'https://session_id=s@app.example/error_type=x',
    '',
    '#',
    '?',
    'not an address',
  ])('%s', (url) => {
    expect(parseCallbackUrl(url)).toBeUndefined();
  });

  test.each([undefined, null, 7, {}, new URL(`${APP}?session_id=s`), ['?session_id=s']])(
    'what is no text is no callback: %o',
    (value) => {
      expect(parseCallbackUrl(value as string)).toBeUndefined();
    },
  );
});

describe('cleaning', () => {
  test.each([
    ['keeps the hash', '?session_id=s#top', '#top'],
    ['keeps an empty hash', '?session_id=s#', '#'],
    [
      'keeps a hash that looks like a query',
      '?session_id=s#access_token=x&state=y',
      '#access_token=x&state=y',
    ],
    [
      'keeps odd escapes as they are',
      '?a=%7e%7E~&session_id=s&b=%zz%&c=a+b%20c',
      '?a=%7e%7E~&b=%zz%&c=a+b%20c',
    ],
    ['keeps the order, and what is repeated', '?b=1&a=2&session_id=s&b=3', '?b=1&a=2&b=3'],
    [
      'keeps what is spelled as only messages spell it',
      '?errorType=x&session_id=s&sessionId=t',
      '?errorType=x&sessionId=t',
    ],
    ['keeps empty segments', '?&&session_id=s&&x', '?&&&x'],
    ['keeps names without values', '?flag&session_id=s&=&x=', '?flag&=&x='],
    ['keeps a stray ?', '?x=1&session_id=s&?session_id=2', '?x=1&?session_id=2'],
    [
      'keeps an address in a value',
      '?next=https://x.example/?error=y&session_id=s',
      '?next=https://x.example/?error=y',
    ],
    ['keeps what is no ASCII', '?q=caf\u00e9&session_id=s#\u00e9', '?q=caf\u00e9#\u00e9'],
    ['takes every one of ours', `?session_id=s&sess_id=s&consent_id=c&${ERROR_QUERY}`, ''],
    ['takes ours without a value', '?session_id=s&error&x', '?x'],
    ['takes ours where the name is escaped', '?session_id=s&%65rror_id=1', ''],
  ])('%s', (_, query, left) => {
    expect(cleaned(APP + query)).toBe(APP + left);
  });

  test('works on any address: relative, or of another scheme', () => {
    expect(cleaned('/callback?session_id=s')).toBe('/callback');
    expect(cleaned('?session_id=s')).toBe('');
    expect(cleaned('myapp://callback?session_id=s')).toBe('myapp://callback');
  });
});

describe('a hash route', () => {
  test('is read, and cleaned', () => {
    expect(parseCallbackUrl('https://app.example/#/callback?session_id=s')).toEqual({
      result: { status: 'success', sessionId: 's' },
      cleanUrl: 'https://app.example/#/callback',
    });
  });

  test('keeps its own query, and the query before it', () => {
    expect(parseCallbackUrl('https://app.example/?a=1#!/callback?tab=2&session_id=s&x')).toEqual({
      result: { status: 'success', sessionId: 's' },
      cleanUrl: 'https://app.example/?a=1#!/callback?tab=2&x',
    });
  });

  test('stays where the callback is in the query before it', () => {
    expect(cleaned('https://app.example/?session_id=s#/callback?tab=2')).toBe(
      'https://app.example/#/callback?tab=2',
    );
  });

  test('is read for errors too, with a # in their error_uri', () => {
    const url = 'https://app.example/#/cancel?error_type=X&error_uri=https://docs.fiskil.com/errors#X';
    expect(parseCallbackUrl(url)).toEqual({
      result: { status: 'error', fields: { errorType: 'X', errorUri: 'https://docs.fiskil.com/errors#X' } },
      cleanUrl: 'https://app.example/#/cancel',
    });
  });

  test('with a foreign error is left alone, wherever its state is', () => {
    expect(parseCallbackUrl('https://app.example/#/callback?error=x&state=1')).toBeUndefined();
    expect(parseCallbackUrl('https://app.example/?state=1#/callback?error=x')).toBeUndefined();
  });
});

describe('an unescaped # in error_uri', () => {
  const DOCS = 'https://docs.fiskil.com/errors';

  test('is rejoined', () => {
    expect(parseCallbackUrl(`${APP}?error_type=X&error_uri=${DOCS}#X`)).toEqual({
      result: { status: 'error', fields: { errorType: 'X', errorUri: `${DOCS}#X` } },
      cleanUrl: APP,
    });
  });

  test('is rejoined with the parameters that follow it', () => {
    expect(parseCallbackUrl(`${APP}?x=1&error_uri=${DOCS}#X&error_type=X&y=%zz`)).toEqual({
      result: { status: 'error', fields: { errorType: 'X', errorUri: `${DOCS}#X` } },
      cleanUrl: `${APP}?x=1&y=%zz`,
    });
  });

  test('is rejoined where error_uri is the first', () => {
    expect(resultOf(`${APP}?error_uri=${DOCS}#X&error_type=X`)).toMatchObject({
      fields: { errorUri: `${DOCS}#X` },
    });
  });

  test.each(['#/route?tab=1', '#!/route', '#top', '#'])(
    'leaves the page’s own hash behind it: %s',
    (hash) => {
      expect(parseCallbackUrl(`${APP}?error_type=X&error_uri=${DOCS}#X${hash}`)).toEqual({
        result: { status: 'error', fields: { errorType: 'X', errorUri: `${DOCS}#X` } },
        cleanUrl: APP + hash,
      });
    },
  );

  test.each(['#/route', '#!/route', '#'])('is not what a route is: %s', (hash) => {
    expect(parseCallbackUrl(`${APP}?error_type=X&error_uri=${DOCS}${hash}`)).toEqual({
      result: { status: 'error', fields: { errorType: 'X', errorUri: DOCS } },
      cleanUrl: APP + hash,
    });
  });

  test('is not what stands behind an error_uri that is escaped as it should be', () => {
    const escaped = encodeURIComponent(`${DOCS}#X`);
    expect(parseCallbackUrl(`${APP}?error_type=X&error_uri=${escaped}#top`)).toEqual({
      result: { status: 'error', fields: { errorType: 'X', errorUri: `${DOCS}#X` } },
      cleanUrl: `${APP}#top`,
    });
  });

  test('is not what stands behind another parameter: that hash is the page’s own', () => {
    for (const hash of ['#top', '#top&session_id=other']) {
      expect(parseCallbackUrl(`${APP}?session_id=s&error_uri=${DOCS}&x=1${hash}`)).toEqual({
        result: { status: 'success', sessionId: 's' },
        cleanUrl: `${APP}?x=1${hash}`,
      });
    }
  });

  test.each(['xerror_uri', 'next=https://x.example/?error_uri'])(
    'is not what stands behind %s',
    (foreign) => {
      const url = `${APP}?${foreign}=${DOCS}#tab`;
      expect(parseCallbackUrl(`${url}?session_id=s`)).toEqual({
        result: { status: 'success', sessionId: 's' },
        cleanUrl: url,
      });
    },
  );
});

describe('the error fields of any address', () => {
  test('are read whoever’s they are, state or not', () => {
    expect(errorFieldsOfUrl(`${APP}?state=1&error=x`)).toEqual({ error: 'x' });
    expect(errorFieldsOfUrl(`/relative?${ERROR_QUERY}`)).toEqual(ERROR_FIELDS);
  });

  test('are none where there are none', () => {
    expect(errorFieldsOfUrl(`${APP}?session_id=s&error=`)).toEqual({});
  });
});

/** Independent of the parser: the parameters by the URL standard's own, the last of each name. */
function paramsOf(url: string): Map<string, string> {
  const { searchParams, hash } = new URL(url);
  const inHash = hash.includes('?')
    ? new URL(`https://x.example/${hash.slice(hash.indexOf('?'))}`).searchParams
    : [];
  return new Map([...searchParams, ...inHash]);
}

/** Independent of the parser: what the facts call this. */
function statusOf(url: string): 'success' | 'error' | undefined {
  const params = paramsOf(url);
  const has = (name: string) => (params.get(name) ?? '') !== '';
  const isNamed = has('session_id') || has('sess_id');
  const isForeign = ['state', 'code', 'iss'].some((name) => params.has(name));
  if (has('error_type') || has('error_id')) return 'error';
  if (has('error')) return isForeign && !isNamed ? undefined : 'error';
  return isNamed ? 'success' : undefined;
}

const pairs = fc.array(
  fc.tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom('session_id', 'sess_id', 'consent_id', 'state', 'code', 'iss', 'x'),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('error', 'error_type', 'error_id', 'error_description', 'error_uri'),
      },
    ),
    fc.oneof(
      fc.constantFrom('', '1', 'session_id=2', 'https://x.example/?error=1#TYPE'),
      fc.string({ unit: 'grapheme' }),
    ),
  ),
  { maxLength: 5 },
);
const queryOf = (some: [string, string][]) => (some.length ? `?${new URLSearchParams(some)}` : '');
const callbackUrl = fc
  .tuple(pairs, fc.constantFrom('', '#top', '#/route', '#!/route'), pairs)
  .map(([query, hash, inHash]) => APP + queryOf(query) + hash + (hash.includes('/') ? queryOf(inHash) : ''));

describe('whatever the address', () => {
  test('it throws nothing', () => {
    fc.assert(
      fc.property(fc.oneof(oddUrl, anyValue, fc.string({ unit: 'binary' })), (url) => {
        expect(() => parseCallbackUrl(url as string)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test('it is a success, an error or nothing exactly where the facts say so', () => {
    fc.assert(
      fc.property(callbackUrl, (url) => {
        expect(resultOf(url)?.status).toBe(statusOf(url));
      }),
      { numRuns: 3000 },
    );
  });

  test('those examples held many of each', () => {
    const sample = fc.sample(callbackUrl, { numRuns: 1000, seed: 7 }).map(statusOf);
    for (const status of ['success', 'error', undefined])
      expect(sample.filter((is) => is === status).length).toBeGreaterThan(100);
  });

  test('an address that was cleaned is nobody’s callback any more', () => {
    fc.assert(
      fc.property(fc.oneof(oddUrl, callbackUrl), (url) => {
        const clean = cleaned(url);
        if (clean !== undefined) expect(parseCallbackUrl(clean)).toBeUndefined();
      }),
      { numRuns: 5000 },
    );
  });

  const hash = fc.constantFrom('', '#', '#top', '#/route', '#!/route', '#caf\u00e9%zz');
  const foreign = fc.array(foreignSegment, { maxLength: 5 });

  test('one of foreign parameters only comes back undefined', () => {
    fc.assert(
      fc.property(foreign, hash, foreign, (query, route, inHash) => {
        expect(parseCallbackUrl(`${APP}?${query.join('&')}${route}?${inHash.join('&')}`)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  interface Segment {
    raw: string;
    ours: boolean;
  }
  const segments = fc.array(
    fc.oneof(
      foreignSegment.map((raw): Segment => ({ raw, ours: false })),
      ourSegment.map((raw): Segment => ({ raw, ours: true })),
    ),
    { maxLength: 8 },
  );
  const PROOF: Segment = { raw: 'error_type=X', ours: true };
  const join = (some: Segment[] = []) => (some.length ? `?${some.map(({ raw }) => raw).join('&')}` : '');

  test('cleaning keeps every foreign segment, and all around them, byte for byte', () => {
    fc.assert(
      fc.property(segments, hash, segments, (query, route, inHash) => {
        // The last one counts: the proof that this is a callback at all must not be overruled.
        const all = route ? [query, [...inHash, PROOF]] : [[...query, PROOF], []];
        const write = (parts: Segment[][]) => APP + join(parts[0]) + route + join(parts[1]);
        expect(cleaned(write(all))).toBe(write(all.map((part) => part.filter(({ ours }) => !ours))));
      }),
      { numRuns: 3000 },
    );
  });
});
