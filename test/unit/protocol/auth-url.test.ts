import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConsentError } from '../../../src/model/consent-error.ts';
import { checkAuthUrl, isLoopbackPage } from '../../../src/protocol/auth-url.ts';

const PAGE = 'https://app.example';
const DEV_PAGE = 'http://localhost:3000';

function errorOf(url: string, page: string, allowed?: readonly string[]): unknown {
  try {
    checkAuthUrl(url, page, allowed);
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the shapes seen of the platform pass', () => {
  test.each([
    ['https://auth.fiskil.com?sess_id=ID', 'https://auth.fiskil.com/?sess_id=ID'],
    ['https://auth.fiskil.com/?sess_id=ID', 'https://auth.fiskil.com/?sess_id=ID'],
    ['https://auth.fiskil.com/consent?session=ID', 'https://auth.fiskil.com/consent?session=ID'],
    ['https://auth.fiskil.com:443/consent', 'https://auth.fiskil.com/consent'],
    ['https://auth.fiskil.com#/consent', 'https://auth.fiskil.com/#/consent'],
  ])('%s', (url, href) => {
    expect(checkAuthUrl(url, PAGE).href).toBe(href);
    expect(checkAuthUrl(url, DEV_PAGE).href).toBe(href);
  });
});

describe('what is no plain https address is refused', () => {
  test.each([
    'javascript:alert(1)',
    'javascript://auth.fiskil.com/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://auth.fiskil.com/x',
    'filesystem:https://auth.fiskil.com/x',
    'view-source:https://auth.fiskil.com/x',
    'about:blank',
    'file:///etc/passwd',
    'ftp://auth.fiskil.com/x',
    'wss://auth.fiskil.com/x',
    'http://auth.fiskil.com/x',
    '//auth.fiskil.com/x',
    '/consent',
    'auth.fiskil.com/x',
    'https://',
    'https:',
    '',
    ' ',
  ])('%s', (url) => {
    for (const page of [PAGE, DEV_PAGE, 'null']) {
      for (const allowed of [undefined, ['https://auth.fiskil.com']]) {
        const error = errorOf(url, page, allowed);
        expect(error).toMatchObject({ code: 'invalid_auth_url', retry: 'none' });
      }
    }
  });
});

describe('what points elsewhere is refused', () => {
  test.each([
    ['a foreign origin', 'https://evil.example/x'],
    ['a look-alike host', 'https://auth.fiskil.com.evil.example/x'],
    ['a longer host', 'https://evil-auth.fiskil.com/x'],
    ['a sister host', 'https://auth2.fiskil.com/x'],
    ['a host below', 'https://x.auth.fiskil.com/x'],
    ['the host above', 'https://fiskil.com/x'],
    ['a look-alike letter', 'https://auth.fisk\u0456l.com/x'],
    ['a trailing dot', 'https://auth.fiskil.com./x'],
    ['an encoded trailing dot', 'https://auth.fiskil.com%2e/x'],
    ['another port', 'https://auth.fiskil.com:8443/x'],
    ['the trusted host as a user', 'https://auth.fiskil.com@evil.example/x'],
    ['the trusted host as a password', 'https://x:auth.fiskil.com@evil.example/x'],
    ['the trusted host in the path', 'https://evil.example/https://auth.fiskil.com'],
    ['a tab that hides the rest of the host', 'https://auth.fiskil.com\t.evil.example/x'],
    ['a newline that hides the rest of the host', 'https://auth.fiskil.com\n.evil.example/x'],
    ['a backslash before the host', 'https:\\\\evil.example/auth.fiskil.com'],
    ['loopback, from a page that is not', 'https://localhost/x'],
  ])('%s', (_, url) => {
    const error = errorOf(url, PAGE);
    expect(error).toMatchObject({
      code: 'invalid_auth_url',
      message: expect.stringMatching(/is not in allowedOrigins$/),
    });
  });
});

test.each([
  [`https://${'a.'.repeat(100)}example/x`, 'its origin is not in allowedOrigins'],
  [`x${'y'.repeat(200)}:z`, 'it is not https:'],
])('%s is not quoted', (url, why) => {
  expect(errorOf(url, PAGE)).toMatchObject({ message: `auth_url was refused: ${why}` });
});

describe('a trusted host that is written to mislead is refused', () => {
  test.each([
    ['a user', 'https://user@auth.fiskil.com/x'],
    ['a password', 'https://user:secret@auth.fiskil.com/x'],
    ['its own name for a user', 'https://auth.fiskil.com@auth.fiskil.com/x'],
    ['its own name for a user, and a password', 'https://auth.fiskil.com:secret@auth.fiskil.com/x'],
    ['an empty user', 'https://@auth.fiskil.com/x'],
    ['an empty password', 'https://:@auth.fiskil.com/x'],
    ['an encoded dot', 'https://auth%2efiskil.com/x'],
    ['an encoded letter', 'https://%61uth.fiskil.com/x'],
    ['full-width letters', 'https://\uff41uth.fiskil.com/x'],
    ['an ideographic dot', 'https://auth\u3002fiskil.com/x'],
    ['upper case', 'https://AUTH.fiskil.com/x'],
    ['an upper-case scheme', 'HTTPS://auth.fiskil.com/x'],
    ['a tab in the host', 'https://auth.fis\tkil.com/x'],
    ['a newline in the host', 'https://auth.fis\nkil.com/x'],
    ['a carriage return in the scheme', 'ht\rtps://auth.fiskil.com/x'],
    ['a space before it', ' https://auth.fiskil.com/x'],
    ['a control character before it', '\u0001https://auth.fiskil.com/x'],
    ['backslashes before the host', 'https:\\\\auth.fiskil.com/x'],
    ['no slashes', 'https:auth.fiskil.com/x'],
    ['too many slashes', 'https:////auth.fiskil.com/x'],
  ])('%s', (_, url) => {
    expect(errorOf(url, PAGE)).toMatchObject({ code: 'invalid_auth_url' });
  });

  test('the refusal quotes neither a password nor the rest of the address', () => {
    expect(String(errorOf('https://user:secret@auth.fiskil.com/?sess_id=ID', PAGE))).not.toMatch(/secret|ID/);
    expect(String(errorOf('https://user:secret@evil.example/?sess_id=ID', PAGE))).not.toMatch(/secret|ID/);
  });
});

describe('odd bytes after the host lead nowhere else: the parsed address is what is used', () => {
  test.each([
    ['a tab in the path', 'https://auth.fiskil.com/con\tsent', 'https://auth.fiskil.com/consent'],
    ['a newline at the end', 'https://auth.fiskil.com/consent\n', 'https://auth.fiskil.com/consent'],
    ['a backslash in the path', 'https://auth.fiskil.com/a\\b', 'https://auth.fiskil.com/a/b'],
    [
      'a backslash before an @',
      'https://auth.fiskil.com\\@evil.example',
      'https://auth.fiskil.com/@evil.example',
    ],
    ['an @ in the path', 'https://auth.fiskil.com/@evil.example', 'https://auth.fiskil.com/@evil.example'],
    ['dots in the path', 'https://auth.fiskil.com/a/../b', 'https://auth.fiskil.com/b'],
  ])('%s', (_, url, href) => {
    expect(checkAuthUrl(url, PAGE).href).toBe(href);
  });
});

describe('loopback', () => {
  test.each([
    'http://localhost:4000/x',
    'http://127.0.0.1:4000/x',
    'http://[::1]:4000/x',
    'https://localhost/x',
  ])('passes from an http: page on loopback: %s', (url) => {
    for (const page of ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:8080'])
      expect(checkAuthUrl(url, page).href).toBe(url);
  });

  test.each([
    ['an https: page', 'https://app.example'],
    ['an https: page on loopback', 'https://localhost:3000'],
    ['an http: page elsewhere', 'http://app.example'],
    ['a look-alike page', 'http://localhost.evil.example'],
    ['a page below localhost', 'http://app.localhost:3000'],
    ['an opaque page', 'null'],
    ['a file', 'file://'],
  ])('is refused from %s', (_, page) => {
    expect(errorOf('http://localhost:4000/x', page)).toMatchObject({ code: 'invalid_auth_url' });
    expect(errorOf('https://localhost:4000/x', page)).toMatchObject({ code: 'invalid_auth_url' });
  });

  test.each([
    ['a look-alike', 'http://localhost.evil.example/x'],
    ['a trailing dot', 'http://localhost./x'],
    ['a host below it', 'http://app.localhost/x'],
    ['a number', 'http://2130706433/x'],
    ['a short form', 'http://127.1/x'],
    ['another loopback address', 'http://127.0.0.2/x'],
    ['every address', 'http://0.0.0.0/x'],
    ['a private address', 'http://192.168.0.1/x'],
    ['a user', 'http://user@localhost:4000/x'],
    ['any other http: origin', 'http://auth.fiskil.com/x'],
  ])('is not %s', (_, url) => {
    expect(errorOf(url, DEV_PAGE)).toMatchObject({ code: 'invalid_auth_url' });
  });

  test.each([
    [true, 'http://localhost:3000'],
    [true, 'http://127.0.0.1'],
    [true, 'http://[::1]:1'],
    [false, 'https://localhost'],
    [false, 'http://localhost.evil.example'],
    [false, 'http://app.example'],
    [false, 'null'],
  ])('is where a developer’s page is (%s: %s)', (is, origin) => {
    expect(isLoopbackPage(origin)).toBe(is);
  });
});

describe('a list that is given', () => {
  const list = ['https://auth.example.com', 'http://auth.test:4000'];

  test('lets its own origins through, and only exactly', () => {
    expect(checkAuthUrl('https://auth.example.com/x', PAGE, list).href).toBe('https://auth.example.com/x');
    expect(errorOf('https://auth.example.com:8443/x', PAGE, list)).toBeDefined();
    expect(errorOf('https://auth.example.com.evil.example/x', PAGE, list)).toBeDefined();
    expect(errorOf('https://user@auth.example.com/x', PAGE, list)).toBeDefined();
  });

  test('replaces all of the default: the platform, and loopback', () => {
    expect(errorOf('https://auth.fiskil.com/x', PAGE, list)).toMatchObject({ code: 'invalid_auth_url' });
    expect(errorOf('http://localhost:4000/x', DEV_PAGE, list)).toMatchObject({ code: 'invalid_auth_url' });
  });

  test('may name an http: origin, for an http: page alone', () => {
    expect(checkAuthUrl('http://auth.test:4000/x', 'http://app.test', list).href).toBe(
      'http://auth.test:4000/x',
    );
    expect(errorOf('http://auth.test:4000/x', PAGE, list)).toMatchObject({ code: 'invalid_auth_url' });
  });

  test('cannot let another protocol through, though the page has the same', () => {
    expect(errorOf('ftp://auth.test/x', 'ftp://app.test', ['ftp://auth.test'])).toMatchObject({
      code: 'invalid_auth_url',
    });
  });

  test('cannot let a script through', () => {
    expect(errorOf('javascript:alert(1)', PAGE, ['null', 'javascript:'])).toBeDefined();
    expect(errorOf('blob:https://auth.example.com/x', PAGE, list)).toBeDefined();
  });
});

describe('whatever it is given', () => {
  const part = fc.constantFrom(
    ...[
      'https:',
      'http:',
      'blob:',
      'javascript:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '.',
      '%2e',
      '\t',
      '\n',
      ' ',
      '#',
      '?',
    ],
    ...[
      'auth.fiskil.com',
      'https://auth.fiskil.com',
      'localhost',
      'http://localhost',
      'evil.example',
      '443',
      '\u00ad',
    ],
  );
  const odd = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  const near = fc
    .tuple(fc.constantFrom('https://auth.fiskil.com', 'http://localhost'), odd)
    .map((two) => two.join(''));
  const url = fc.oneof(odd, near, fc.string(), fc.webUrl());
  const page = fc.constantFrom(PAGE, DEV_PAGE, 'http://app.test', 'null');

  test('what passes is the parsed address, of a trusted origin, with no user info; all else is our error', () => {
    fc.assert(
      fc.property(url, page, (raw, from) => {
        const error = errorOf(raw, from);
        if (error) {
          expect(isConsentError(error)).toBe(true);
          return;
        }
        const { href } = checkAuthUrl(raw, from);
        const { protocol, hostname, origin, username, password } = new URL(href);
        expect(new URL(raw).href).toBe(href);
        expect(username + password).toBe('');
        const isDev = from === DEV_PAGE && hostname === 'localhost' && /^https?:$/.test(protocol);
        expect(origin === 'https://auth.fiskil.com' || isDev).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
