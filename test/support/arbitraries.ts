import fc from 'fast-check';

const plain = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

function boom(): never {
  throw new Error('a trap of somebody else threw');
}

function allTrapsThrow(target: object): object {
  return new Proxy(target, {
    get: boom,
    has: boom,
    ownKeys: boom,
    getOwnPropertyDescriptor: boom,
    getPrototypeOf: boom,
  });
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function withThrowingGetter(target: object, key: string): object {
  return Object.defineProperty({ ...target }, key, { get: boom, enumerable: true, configurable: true });
}

function cyclic(target: object, key: string): object {
  const self: Record<string, unknown> = { ...target };
  self[key] = self;
  return self;
}

type HostileForm = 'traps that throw' | 'a revoked proxy' | 'a getter that throws' | 'a cycle';

/** Objects that bite, each made of a harmless one and (where it matters) the key that bites. */
export const HOSTILE_FORMS: Record<HostileForm, (target: object, key: string) => object> = {
  'traps that throw': allTrapsThrow,
  'a revoked proxy': revoked,
  'a getter that throws': withThrowingGetter,
  'a cycle': cyclic,
};

/**
 * Makers of what `targets` gives in every hostile form; the getter that throws and the cycle are at one of `keys`.
 * Makers, because fast-check itself looks into the values that it hands out.
 */
export function hostileMakers(
  targets: fc.Arbitrary<object>,
  keys: readonly string[],
): fc.Arbitrary<() => object> {
  return fc.tuple(targets, fc.constantFrom(...keys), fc.constantFrom(...Object.values(HOSTILE_FORMS))).map(
    ([target, key, form]) =>
      () =>
        form(target, key),
  );
}

/** Any value at all, functions and symbols too. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: plain },
  fc.constantFrom<unknown>(Symbol('any'), () => 'any', boom, new Proxy(boom, {})),
);

/** A text that is empty most of the time, or no text at all. */
const seldomText: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<unknown>('', undefined, null) },
  { weight: 1, arbitrary: fc.constantFrom('access_denied', 'CONSENT_TIMEOUT', 'err_1', 'new & unknown') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, unit: 'binary' }) },
);

const params: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('session_id', 'state', 'next', 'x') },
        { weight: 1, arbitrary: fc.constantFrom('error', 'error_type', 'errorType', 'error_id') },
      ),
      fc.constantFrom(
        '',
        '1',
        'a b',
        'R\u00e9sum\u00e9',
        'q=1&error=x',
        'https://other.example/?error=x',
        '100%',
      ),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => new URLSearchParams(pairs).toString());

/** A `redirectURL`: absolute or relative, in clear or wholly percent-encoded. */
export const redirectUrl: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('https://app.example/callback', 'http://localhost:3000/', '/callback', 'callback', ''),
    params,
    fc.constantFrom('', '#top', '#/route'),
    fc.boolean(),
  )
  .map(([base, query, hash, encoded]) => {
    const url = base + (query && `?${query}`) + hash;
    return encoded ? encodeURIComponent(url) : url;
  });

/** Plain objects that look like the provider's messages, and are, about half of the time. */
export const nearMessage: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 4, arbitrary: fc.constant('consent_complete') },
      { weight: 2, arbitrary: fc.constantFrom('consent_error', 'consent_ready', '', null, true) },
    ),
    isCompleted: fc.oneof(
      { weight: 6, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>(false, 'true', 1, null, {}) },
    ),
    consentID: fc.oneof(fc.string(), plain),
    arrangementID: fc.string(),
    sessionId: fc.string(),
    redirectURL: redirectUrl,
    error: seldomText,
    errorType: seldomText,
    error_type: seldomText,
    errorID: seldomText,
    error_id: seldomText,
    errorDescription: seldomText,
    errorURI: seldomText,
  },
  { requiredKeys: ['isCompleted'] },
);

const PARAMETERS_OF_OURS = [
  'session_id',
  'sess_id',
  'consent_id',
  'error',
  'error_type',
  'error_id',
  'error_description',
  'error_uri',
  'consent_flow',
];

/** Where one of our parameters is glued on with a second `?`. */
const GLUED: RegExp = new RegExp(`[^&/?]\\?(${PARAMETERS_OF_OURS.join('|')})=`);

/** One raw segment of a query that is ours, also where its name is written with escapes. */
export const ourSegment: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...PARAMETERS_OF_OURS, 'session%5Fid', '%65rror', 'error%5ftype'),
    fc.constantFrom('', '=', '=1', '=a+b%20c', '=%zz', '=https%3A%2F%2Fdocs.example%2Ferrors%23TYPE', '=1=2'),
  )
  .map(([name, value]) => name + value);

/**
 * One raw segment that is nobody's business of ours: odd escapes, a stray `?`, no name, no value, or nothing at all.
 * No name here starts as one of ours does, encoded or not.
 */
export const foreignSegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '=',
    '?',
    '?session_id=1',
    '?error=x',
    'x[]=1',
    'Session_id=1',
    'xerror=1',
    'errorType=X',
    'errorID=err_1',
    'errorDescription=x',
    'sessionId=1',
    '+session_id=1',
  ),
  fc
    .tuple(
      fc.constantFrom(
        'x',
        'state=',
        'code=',
        'iss=',
        '%zz',
        '%25',
        '%E0%A4',
        '=',
        '?',
        '\u00e9',
        '\u{1F600}',
        ';',
      ),
      fc.array(
        fc.constantFrom(
          ...'xyz01=+?/:;@!$*~.,|"<> \t',
          '%',
          '%%',
          '%0',
          '%26',
          '%23',
          '%3d',
          '%3D',
          '%ff',
          '\u00e9',
          '\ud800',
          'session_id=1',
        ),
        { maxLength: 8 },
      ),
    )
    .map(([head, tail]) => head + tail.join(''))
    .filter((segment) => !GLUED.test(segment)),
);

/** Addresses made of all that matters to their reader, in any order, most of them odd. */
export const oddUrl: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom('?', '&', '#', '/', '!', '=', '%', '#/route', '&state=1', '&y=2'),
      fc.constantFrom('session_id=1', '&session_id=2', '?session_id=3', '&error=x', '?error_type=X'),
      fc.constantFrom('error_uri=https://d.example/e', '&error_uri=https://d.example/e#T', 'http://'),
      ourSegment,
      foreignSegment,
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));
