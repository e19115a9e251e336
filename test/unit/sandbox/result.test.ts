import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { SandboxMintInput, SandboxSettings } from '../../../src/sandbox.ts';
import { setUp, told, walk } from './visitor.ts';

const URIS = { redirectUri: 'https://a.test/cb?state=1#top', cancelUri: 'https://a.test/no' };

async function succeed(settings: Partial<SandboxSettings> = {}, input: SandboxMintInput = URIS) {
  const { visitor, sandbox } = setUp();
  const { auth_url, session_id } = sandbox.mint({ ...input, settings });
  await walk(visitor, auth_url);
  return { ...told(visitor), visitor, sessionId: session_id, consentId: sandbox.sessions()[0]?.consentId };
}

async function cancel(settings: Partial<SandboxSettings> = {}, input: SandboxMintInput = URIS) {
  const { visitor, sandbox } = setUp();
  const { auth_url, session_id } = sandbox.mint({ ...input, settings });
  await visitor.open(auth_url);
  await visitor.press('Cancel');
  return { ...told(visitor), visitor, sessionId: session_id };
}

describe('the callback', () => {
  it.each([
    ['https://a.test/cb', 'https://a.test/cb?session_id=ID'],
    ['https://a.test', 'https://a.test?session_id=ID'],
    ['https://a.test/cb?', 'https://a.test/cb?session_id=ID'],
    ['https://a.test/cb?a=1&', 'https://a.test/cb?a=1&session_id=ID'],
    ['https://a.test/cb?a=1#b?c', 'https://a.test/cb?a=1&session_id=ID#b?c'],
    ['https://a.test/#/route', 'https://a.test/?session_id=ID#/route'],
    ['HTTPS://A.test/%7e?q=%2f+x', 'HTTPS://A.test/%7e?q=%2f+x&session_id=ID'],
  ])('of a success to %s adds the session id and no more', async (redirectUri, expected) => {
    const { next, sessionId } = await succeed({}, { redirectUri });
    expect(next?.replace(sessionId, 'ID')).toBe(expected);
  });

  it('of a cancel has the error in five parameters and no session id', async () => {
    const { next, message } = await cancel({}, { cancelUri: 'https://a.test/no?x=1#h' });
    const url = new URL(next ?? '');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      x: '1',
      error: 'access_denied',
      error_type: 'AUTH_SESSION_CANCELLED',
      error_description: 'The end user cancelled the auth session',
      error_id: message?.['errorID'],
      error_uri: 'https://docs.fiskil.com/errors#AUTH_SESSION_CANCELLED',
    });
    expect([url.hash, next?.includes('session_id')]).toEqual(['#h', false]);
  });

  it.each([
    ['https://a.test/no', 'https://a.test/no?error=access_denied&'],
    ['https://a.test/no?a=b', 'https://a.test/no?a=b&error=access_denied&'],
    [
      'https://a.test/no?a=b&consent_flow=x-_9#/route',
      'https://a.test/no?a=b&consent_flow=x-_9&error=access_denied&',
    ],
  ])('of a cancel to %s keeps what is there', async (cancelUri, expected) => {
    const { next } = await cancel({}, { cancelUri });
    expect(next?.startsWith(expected)).toBe(true);
    expect(new URL(next ?? '').hash).toBe(new URL(cancelUri).hash);
  });

  it.each([
    ['https://a.test/cb', 'https://a.test/cb?session_id=ID'],
    ['https://a.test/cb?a=b', 'https://a.test/cb?a=b?session_id=ID'],
    ['https://a.test/cb?a=b#c?d', 'https://a.test/cb?a=b?session_id=ID#c?d'],
  ])('of a success to %s follows a second "?" where it is glued on', async (redirectUri, expected) => {
    const { next, sessionId } = await succeed({ callbackQuery: 'glued' }, { redirectUri });
    expect(next?.replace(sessionId, 'ID')).toBe(expected);
  });

  it('of a cancel is glued on alike', async () => {
    const { next } = await cancel({ callbackQuery: 'glued' }, { cancelUri: 'https://a.test/no?a=b' });
    expect(next).toMatch(/^https:\/\/a\.test\/no\?a=b\?error=access_denied&/);
  });

  it('of a success is not the address for cancels, nor the other way round', async () => {
    expect((await succeed({}, { cancelUri: 'https://a.test/no' })).next).toBeUndefined();
    expect((await cancel({}, { redirectUri: 'https://a.test/cb' })).next).toBeUndefined();
  });

  it('works without script: by refresh and by link', async () => {
    const { visitor, next } = await succeed();
    const refresh = visitor.html.match(/<noscript><meta http-equiv="refresh" content="0; url=([^"]*)">/)?.[1];
    expect(refresh?.replaceAll('&amp;', '&')).toBe(next);
    expect(visitor.document.querySelector('main a')?.getAttribute('href')).toBe(next);
  });

  it('is a page to read where there is no address', async () => {
    const { visitor } = await succeed({}, {});
    expect(visitor.document.querySelector('main')?.textContent).toContain('You can close this window');
    expect(visitor.html).not.toContain('http-equiv="refresh"');
  });
});

describe('an account that takes no query', () => {
  const refused = { callbackQuery: 'refused' } as const;

  it.each([
    ['redirect_uri', { redirectUri: 'https://a.test/cb?consent_flow=1' }],
    ['redirect_uri', { redirectUri: 'https://a.test/cb?' }],
    ['cancel_uri', { redirectUri: 'https://a.test/cb', cancelUri: 'https://a.test/no?a=b#c' }],
  ])('refuses it in %s: %j', (field, input) => {
    const { sandbox } = setUp();
    expect(() => sandbox.mint({ ...input, settings: refused })).toThrow(`${field} must match an address`);
    expect(sandbox.sessions()).toEqual([]);
  });

  it('takes the same addresses without one, a hash included', async () => {
    const { next } = await succeed(refused, { redirectUri: 'https://a.test/cb#/route?a=b' });
    expect(next).toMatch(/^https:\/\/a\.test\/cb\?session_id=[^&?]+#\/route\?a=b$/);
  });

  it('answers 400 to every session until one is minted, where it was picked for the next', async () => {
    const { sandbox } = setUp();
    const next = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(refused),
    };
    await sandbox.fetch(new Request(`${sandbox.origin}/sandbox/next`, next));
    expect(() => sandbox.mint(URIS)).toThrow('redirect_uri');
    expect(sandbox.mint({ redirectUri: 'https://a.test/cb' }).auth_url).toBeTruthy();
    expect(sandbox.mint(URIS).auth_url).toBeTruthy();
  });
});

describe('the flat message', () => {
  const callback = (id: string) => `https://a.test/cb?state=1&session_id=${id}#top`;

  it('of a success has the consent and, with a redirect_uri, its callback', async () => {
    const { message, consentId, sessionId } = await succeed();
    expect(message).toEqual({ isCompleted: true, consentID: consentId, redirectURL: callback(sessionId) });
    const without = await succeed({}, {});
    expect(without.message).toEqual({ isCompleted: true, consentID: without.consentId });
  });

  it('of a failure has five fields and the word that it is not completed', async () => {
    expect((await cancel()).message).toEqual({
      isCompleted: false,
      error: 'access_denied',
      errorID: expect.stringMatching(/^err_/),
      errorType: 'AUTH_SESSION_CANCELLED',
      errorDescription: 'The end user cancelled the auth session',
      errorURI: 'https://docs.fiskil.com/errors#AUTH_SESSION_CANCELLED',
    });
  });

  it('arrangement_id: calls the consent by its older name', async () => {
    const { message, consentId } = await succeed({ messageForm: 'arrangement_id' });
    expect(message).toMatchObject({ isCompleted: true, arrangementID: consentId });
    expect(message).not.toHaveProperty('consentID');
  });

  it('error_in_redirect_url: says completed, with the error in the address', async () => {
    const { message, next } = await cancel({ messageForm: 'error_in_redirect_url' });
    expect(message).toEqual({ isCompleted: true, redirectURL: next });
    const without = await cancel({ messageForm: 'error_in_redirect_url' }, {});
    const url = new URL(String(without.message?.['redirectURL']));
    expect(url.searchParams.get('error_type')).toBe('AUTH_SESSION_CANCELLED');
  });

  it('bare_error: has the error alone', async () => {
    expect((await cancel({ messageForm: 'bare_error' })).message).toEqual({ error: 'access_denied' });
  });

  it('bare: has the word alone', async () => {
    expect((await succeed({ messageForm: 'bare' })).message).toEqual({ isCompleted: true });
    expect((await cancel({ messageForm: 'bare' })).message).toEqual({ isCompleted: false });
  });

  it('encoded_redirect_url: encodes the whole address', async () => {
    const { message, sessionId } = await succeed({ messageForm: 'encoded_redirect_url' });
    expect(message?.['redirectURL']).toBe(encodeURIComponent(callback(sessionId)));
  });

  it('relative_redirect_url: leaves the origin out', async () => {
    const { message, sessionId } = await succeed({ messageForm: 'relative_redirect_url' });
    expect(message?.['redirectURL']).toBe(`/cb?state=1&session_id=${sessionId}#top`);
    const failed = await cancel({ messageForm: 'relative_redirect_url' });
    expect(failed.message?.['redirectURL']).toMatch(/^\/no\?error=access_denied&/);
  });
});

describe('the typed message', () => {
  it('has a type and names in snake case', async () => {
    const { message, sessionId, consentId, next } = await succeed({ dialect: 'typed' });
    expect(message).toEqual({
      type: 'consent_complete',
      session_id: sessionId,
      consent_id: consentId,
      redirect_url: next,
    });
    const failed = await cancel({ dialect: 'typed', messageForm: 'bare' });
    expect(failed.message).toEqual({
      type: 'consent_error',
      session_id: failed.sessionId,
      error: 'access_denied',
      error_type: 'AUTH_SESSION_CANCELLED',
      error_description: 'The end user cancelled the auth session',
      error_id: expect.stringMatching(/^err_/),
      error_uri: 'https://docs.fiskil.com/errors#AUTH_SESSION_CANCELLED',
    });
  });
});

describe('the way home', () => {
  it.each([
    ['both', true, true],
    ['message', true, false],
    ['callback', false, true],
    ['neither', false, false],
  ] as const)('%s: message %s, callback %s', async (home, message, next) => {
    for (const end of [await succeed({ home }), await cancel({ home })]) {
      expect([end.message !== undefined, end.next !== undefined]).toEqual([message, next]);
    }
  });
});

it('a result that opens another tab waits behind a link, and goes nowhere by itself', async () => {
  const { visitor, next, message } = await succeed({ home: 'new_tab' });
  const link = visitor.document.querySelector('main a');
  expect(link?.getAttribute('href')).toContain('https://a.test/cb?state=1&session_id=');
  expect([link?.getAttribute('target'), link?.getAttribute('rel')]).toEqual(['_blank', 'noopener']);
  expect([next, message]).toEqual([undefined, undefined]);
});

describe('the script of the last page', () => {
  async function run(
    settings: Partial<SandboxSettings>,
    around: { framed?: boolean; opened?: boolean; closes?: boolean },
  ) {
    const { visitor } = await succeed(settings);
    const script = visitor.document.querySelector('script');
    const done: string[] = [];
    const poster = (name: string) => ({
      postMessage: (message: { isCompleted: boolean }, target: string) =>
        done.push(`${name} ${message.isCompleted} ${target}`),
    });
    const window: Record<string, unknown> = {
      closed: false,
      opener: around.opened ? poster('opener') : null,
      close: () => {
        done.push('close');
        window['closed'] = around.closes ?? false;
      },
    };
    window['parent'] = around.framed ? poster('parent') : window;
    const location = { replace: (url: string) => done.push(`go ${new URL(url).pathname}`) };
    const currentScript = { dataset: { value: script?.getAttribute('data-value') } };
    runInNewContext(script?.textContent ?? '', { window, location, document: { currentScript } });
    return done;
  }

  it('posts to the opener and then goes', async () => {
    expect(await run({}, { opened: true })).toEqual(['opener true *', 'go /cb']);
  });

  it('posts to the parent where it is framed, whoever opened the page around it', async () => {
    expect(await run({}, { framed: true, opened: true })).toEqual(['parent true *', 'go /cb']);
  });

  it('only goes where nobody embeds it', async () => {
    expect(await run({}, {})).toEqual(['go /cb']);
  });

  it('only posts where the result travels by message', async () => {
    expect(await run({ home: 'message' }, { opened: true })).toEqual(['opener true *']);
  });

  it('closes in the same tick as its message, and goes only where closing is not possible', async () => {
    expect(await run({ closeAtEnd: true }, { opened: true, closes: true })).toEqual([
      'opener true *',
      'close',
    ]);
    expect(await run({ closeAtEnd: true }, { framed: true })).toEqual(['parent true *', 'close', 'go /cb']);
  });
});
