import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SessionRequest } from '../support/host-server.ts';
import { type MarkupPage, openMarkup, SCRIPT, type Site, sessionUrl } from '../support/markup-page.ts';
import { poll } from '../support/poll.ts';
import { stage } from '../support/stage.ts';

const autopilot = 1;

/** A page with the script and this markup. */
function open(body: string, more: Partial<Site> = {}): Promise<MarkupPage> {
  return openMarkup(stage, { pages: { '/app': html(body) }, ...more });
}

function html(body: string, head = SCRIPT): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>App</title>${head}</head><body>${body}</body></html>`;
}

function tag(attributes = '', inside = '', ask: SessionRequest = { settings: { autopilot } }): string {
  return `<open-consent id="bank" mode="popup" session-url="${sessionUrl(ask).replaceAll('"', '&quot;')}" ${attributes}>${inside}</open-consent>`;
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const button = (page: Page) => page.locator('#bank').getByRole('button');
const plain = (page: Page) => page.evaluate(() => Object.assign(window.bank, { options: { ui: false } }));
/** Counts what the app asks its server for, from now on. */
function countSessions({ context }: MarkupPage): () => number {
  let asked = 0;
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/session') asked++;
  });
  return () => asked;
}

async function pressed(app: MarkupPage, press = () => button(app.page).click()): Promise<Page> {
  const [popup] = await Promise.all([app.context.waitForEvent('page'), press()]);
  return popup;
}

describe.concurrent('<open-consent>', () => {
  it.each([
    ['before', html(tag('', 'Link a bank'))],
    ['after', html(tag('', 'Link a bank') + SCRIPT, '')],
    ['deferred', html(tag('', 'Link a bank'), SCRIPT.replace('<script', '<script defer'))],
  ])('is a button with its text for a name (script %s)', async (_, page) => {
    const app = await openMarkup(stage, { pages: { '/app': page } });
    expect(await named(app.page, 'Link a bank').count()).toBe(1);
    expect(await app.page.evaluate(() => window.bank.state)).toEqual({ phase: 'idle' });
    await app.context.close();
  });

  it('keeps what was set on it before it was one', async () => {
    const before = `<script>
      bank.session = () => fetch('${sessionUrl({ settings: { autopilot } })}', { method: 'POST', headers: { 'x-csrf': 'token' } });
      bank.options = { ui: false, onSuccess: ({ status }) => { window.told = status } };
      bank.disabled = true;
    </script>`;
    const app = await openMarkup(stage, {
      pages: { '/app': html(`<open-consent id="bank" mode="popup"></open-consent>${before}${SCRIPT}`, '') },
    });
    expect(await button(app.page).isDisabled()).toBe(true);
    await app.page.evaluate(() => {
      window.bank.disabled = false;
    });
    const asked = app.page.waitForRequest(/\/session/);
    await button(app.page).click();
    expect((await asked).headers()['x-csrf']).toBe('token');
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    expect(await app.page.evaluate('window.told')).toBe('success');
    expect(await app.page.locator('.open-consent').count()).toBe(0);
    await app.context.close();
  });

  it.each([
    ['the default', tag(), 'Connect your bank'],
    ['its label, in place of white space', tag('label="Link it"', '\n  <!-- nothing -->\n'), 'Link it'],
    ['its text, whatever the label', tag('label="Link it"', 'Go on'), 'Go on'],
    ['its content', tag('', '<b>Go</b> on'), 'Go on'],
  ])('shows %s', async (_, markup, name) => {
    const app = await open(markup);
    expect(await named(app.page, name).count()).toBe(1);
    await app.context.close();
  });

  it('follows its label, its text and its language as they change', async () => {
    const app = await open(tag(), {
      pages: { '/app': html(tag(), `${SCRIPT}<script src="/dist/texts/de.global.js"></script>`) },
    });
    await app.page.evaluate(() => window.bank.setAttribute('lang', 'de'));
    await named(app.page, 'Bank verbinden').waitFor();
    await app.page.evaluate(() => window.bank.setAttribute('label', 'Link it'));
    await named(app.page, 'Link it').waitFor();
    await app.page.evaluate(() => window.bank.append('Go on'));
    await named(app.page, 'Go on').waitFor();
    await app.page.evaluate(() => {
      (window.bank.firstChild as Text).data = ' ';
    });
    await named(app.page, 'Link it').waitFor();
    await app.context.close();
  });

  it('is not there while hidden, with either button', async () => {
    const app = await open(`${tag('hidden')}<open-consent hidden><button>Mine</button></open-consent>`);
    expect(await app.page.getByRole('button').count()).toBe(0);
    await app.page.evaluate(() => window.bank.removeAttribute('hidden'));
    expect(await app.page.getByRole('button').count()).toBe(1);
    await app.context.close();
  });

  it('gets the focus as a button does, and is pressed by Enter and Space', async () => {
    for (const key of ['Enter', 'Space']) {
      const app = await open(tag());
      await app.page.evaluate(() => window.bank.focus());
      await pressed(app, () => app.page.keyboard.press(key));
      expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
      await app.context.close();
    }
  });

  it.each([
    ['disabled="false"', 'false'],
    ['disabled', 'true'],
    ['disabled="disabled"', 'true'],
    ['disabled="true"', 'true'],
  ])('with %s is disabled: %s', async (attribute, disabled) => {
    const app = await open(tag(attribute));
    expect(String(await button(app.page).isDisabled())).toBe(disabled);
    expect(await app.page.evaluate(() => String(window.bank.disabled))).toBe(disabled);
    await app.context.close();
  });

  it.each([false, 'false', '', null, undefined])('is enabled by its property as %j', async (value) => {
    const app = await open(tag('disabled'));
    await app.page.evaluate((off) => Object.assign(window.bank, { disabled: off }), value);
    expect(await button(app.page).isDisabled()).toBe(false);
    await app.page.evaluate(() => Object.assign(window.bank, { disabled: 'true' }));
    expect(await button(app.page).isDisabled()).toBe(true);
    await app.context.close();
  });

  it.each([undefined, null])('is as without, where its properties and options are %j', async (nothing) => {
    const app = await open(tag('label="" theme="" institution=""'));
    await app.page.evaluate((none) => Object.assign(window.bank, { session: none, options: none }), nothing);
    await pressed(app, () => named(app.page, 'Connect your bank').click());
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    await app.page.evaluate((none) => {
      const names = [
        'mode',
        'container',
        'state',
        'signal',
        'getStatus',
        'popup',
        'iframe',
        'ui',
        'onSuccess',
      ];
      const options = Object.fromEntries(names.map((name) => [name, none]));
      Object.assign(window.bank, { options: { ...options, ui: { theme: none, lang: none, texts: none } } });
    }, nothing);
    await pressed(app, () => button(app.page).click());
    await poll(async () => (await app.outcomes()).length).toBe(2);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('does nothing while disabled, even by code', async () => {
    const app = await open(tag('disabled'));
    const sessions = countSessions(app);
    expect(await button(app.page).isDisabled()).toBe(true);
    await app.page.evaluate(() => window.bank.open());
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('idle');
    expect(sessions()).toBe(0);
    await app.context.close();
  });
});

describe.concurrent('a button inside <open-consent>', () => {
  const INSERTS: Record<string, () => void> = {
    'as a child': () => window.bank.insertAdjacentHTML('beforeend', '<button>Mine</button>'),
    'deep inside': () => {
      const div = window.bank.appendChild(document.createElement('div'));
      setTimeout(() => div.insertAdjacentHTML('beforeend', '<span><button>Mine</button></span>'), 20);
    },
    'from the start': () => {},
  };

  it.each(Object.keys(INSERTS))('is driven, put there %s', async (when) => {
    const app = await open(tag('', when === 'from the start' ? '<button>Mine</button>' : ''));
    await app.page.evaluate(INSERTS[when] as () => void);
    await named(app.page, 'Mine').waitFor();
    expect(await app.page.evaluate(() => window.bank.shadowRoot?.querySelectorAll('button').length)).toBe(0);
    await pressed(app, () => named(app.page, 'Mine').click());
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    await app.context.close();
  });

  it('put in another’s place is driven instead, and the other is left as it was', async () => {
    const app = await open(tag('disabled', '<button id="one">One</button>', {}));
    await app.page.evaluate(() => {
      const one = document.querySelector('#one') as HTMLButtonElement;
      one.replaceWith(Object.assign(document.createElement('button'), { id: 'two', textContent: 'Two' }));
      document.body.append(one);
    });
    await app.page.waitForFunction(() => document.querySelector<HTMLButtonElement>('#two')?.disabled);
    expect(await app.page.locator('#one').isDisabled()).toBe(false);
    await app.page.evaluate(() => {
      window.bank.disabled = false;
      document.querySelector('#two')?.remove();
    });
    await named(app.page, 'Connect your bank').waitFor();
    const sessions = countSessions(app);
    await app.page.click('#one');
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('idle');
    expect(sessions()).toBe(0);
    await app.context.close();
  });

  it('is disabled and enabled with it, and otherwise by its owner', async () => {
    const app = await open(tag('', '<button disabled>Mine</button>'));
    const isDisabled = () => named(app.page, 'Mine').isDisabled();
    await app.page.evaluate(() => window.bank.setAttribute('label', 'Another look'));
    expect(await isDisabled()).toBe(true);
    await app.page.evaluate(() => window.bank.querySelector('button')?.removeAttribute('disabled'));
    await app.page.evaluate(() => window.bank.setAttribute('disabled', ''));
    expect(await isDisabled()).toBe(true);
    await app.page.evaluate(() => window.bank.removeAttribute('disabled'));
    expect(await isDisabled()).toBe(false);
    await app.context.close();
  });

  it.each(['Enter', 'Space'])('by its role alone is pressed by %s', async (key) => {
    const app = await open(tag('', '<div role="button" tabindex="0">Mine</div>'));
    await named(app.page, 'Mine').focus();
    await pressed(app, () => app.page.keyboard.press(key));
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    await poll(() => app.context.pages().length).toBe(1);
    await app.context.close();
  });

  it('by its role alone says that it is disabled, and is', async () => {
    const app = await open(tag('disabled', '<div role="button" tabindex="0">Mine</div>'));
    expect(await named(app.page, 'Mine').getAttribute('aria-disabled')).toBe('true');
    await named(app.page, 'Mine').press('Enter');
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('idle');
    await app.context.close();
  });

  it.each([
    ['its own', ''],
    ['one with no type', '<button>Mine</button>'],
    ['a submit button', '<button type="submit">Mine</button>'],
  ])('does not submit the form around it (%s)', async (_, inside) => {
    const app = await open(`<form action="/gone">${tag('', inside)}</form>`);
    await pressed(app);
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    expect(new URL(app.page.url()).pathname).toBe('/app');
    await app.context.close();
  });

  it('is not pressed by Enter in a field of the form around it', async () => {
    const app = await open(`<form action="/gone"><input>${tag('', '<button>Mine</button>')}</form>`);
    await app.page.focus('input');
    await app.page.keyboard.press('Enter');
    await app.page.waitForURL(/\/gone/);
    expect(app.context.pages().length).toBe(1);
    await app.context.close();
  });
});

describe.concurrent('a flow of <open-consent>', () => {
  it('is told step by step, and ends in one event', async () => {
    const app = await open(tag());
    await pressed(app);
    expect(await app.outcome()).toEqual({
      name: 'consent-success',
      id: 'bank',
      detail: {
        status: 'success',
        mode: 'popup',
        sessionId: expect.any(String),
        consentId: expect.any(String),
        redirectUrl: expect.any(String),
      },
    });
    expect(await app.page.evaluate(() => window.bank.outcome?.status)).toBe('success');
    const steps = await app.steps();
    expect(steps.filter((step) => step !== 'callback_received')).toEqual([
      'session_requested',
      'session_ready',
      'opened',
      'settled',
    ]);
    expect((await app.outcomes()).length).toBe(1);
    await app.context.close();
  });

  it.each([
    ['denied', 'consent-cancel', { reason: 'denied' }],
    ['upstream_failure', 'consent-error', { error: { code: 'provider_error', retry: 'later' } }],
  ] as const)('that ends with %s fires %s', async (ending, name, detail) => {
    const app = await open(tag('', '', { settings: { autopilot, ending } }));
    await plain(app.page);
    await pressed(app);
    expect(await app.outcome()).toMatchObject({ name, detail });
    await app.context.close();
  });

  it.each([
    ['its own button', ''],
    ['the button inside', '<button>Mine</button>'],
  ])('keeps %s busy, and a second press brings its window forward', async (_, inside) => {
    const app = await open(tag('', inside, { delayMs: 2000 }));
    await plain(app.page);
    const sessions = countSessions(app);
    expect(await button(app.page).getAttribute('aria-busy')).toBeNull();
    await app.page.evaluate(() => {
      const { open } = window;
      window.open = (...args) => {
        const popup = open.apply(window, args);
        if (popup) popup.focus = () => document.body.append('forward');
        return popup;
      };
    });
    const popup = await pressed(app);
    expect(await button(app.page).getAttribute('aria-busy')).toBe('true');
    await button(app.page).click();
    await app.page.getByText('forward').waitFor();
    await popup.waitForURL(/127\.0\.0\.1/);
    expect(sessions()).toBe(1);
    expect(app.context.pages().length).toBe(2);
    await app.page.evaluate(() => window.bank.cancel());
    expect(await app.outcome()).toMatchObject({ detail: { reason: 'aborted' } });
    expect(await button(app.page).getAttribute('aria-busy')).toBeNull();
    await app.context.close();
  });

  it('is told as it goes: where it stands, and a failure when it happens', async () => {
    const app = await open(tag('', '', { settings: { autopilot, ending: 'otp_failure' } }));
    await pressed(app);
    await app.page.getByRole('button', { name: 'Start again' }).waitFor();
    expect(await app.phases()).toEqual(['preparing', 'active', 'interrupted']);
    const told = await app.page.evaluate(() =>
      window.heard.find(({ detail }) => detail.type === 'interrupted'),
    );
    expect(told?.detail).toMatchObject({
      code: 'provider_error',
      errorType: 'CONSENT_OTP_FAILURE',
      errorId: expect.any(String),
    });
    expect(await app.outcomes()).toEqual([]);
    await app.page.evaluate(() => window.bank.cancel());
    expect(await app.outcome()).toMatchObject({
      name: 'consent-error',
      detail: {
        error: { name: 'ConsentError', message: expect.any(String), errorType: 'CONSENT_OTP_FAILURE' },
      },
    });
    expect((await app.phases()).at(-1)).toBe('settled');
    await app.context.close();
  });

  it('is one, however quick the second press', async () => {
    const app = await open(tag('', '', {}));
    const sessions = countSessions(app);
    await pressed(app, () => button(app.page).dblclick());
    await app.page.waitForFunction(() => window.bank.state.phase === 'active');
    expect(sessions()).toBe(1);
    expect(app.context.pages().length).toBe(2);
    await app.context.close();
  });

  it('that nobody could open says so, when its user gives up', async () => {
    const app = await open(tag());
    await app.page.evaluate(() => Object.assign(window, { open: () => null }));
    await button(app.page).click();
    await app.page.locator('.open-consent').getByRole('button', { name: 'Cancel' }).click();
    expect(await app.outcome()).toMatchObject({
      name: 'consent-cancel',
      detail: { reason: 'dismissed', error: { code: 'popup_blocked' } },
    });
    await app.context.close();
  });

  it('cancelled by code may be followed by another in the same breath: both are told', async () => {
    const app = await open(tag('', '', { settings: {} }));
    await plain(app.page);
    await app.page.evaluate(() => {
      window.bank.open();
      window.bank.cancel();
      window.bank.open();
      window.bank.cancel();
    });
    await poll(async () => (await app.outcomes()).length).toBe(2);
    await app.context.close();
  });

  it('asks session-url with the cookies of the page, and for the institution', async () => {
    const app = await open(tag('institution="1"'));
    await app.context.addCookies([{ name: 'login', value: 'me', url: stage.host.origin }]);
    const asked = app.page.waitForRequest(/\/session/);
    await button(app.page).click();
    const request = await asked;
    const headers = await request.allHeaders();
    expect(request.method()).toBe('POST');
    expect(request.postDataJSON()).toEqual({ flow_id: expect.any(String), institution_id: '1' });
    expect(headers).toMatchObject({ 'content-type': 'application/json', cookie: 'login=me' });
    await app.context.close();
  });

  it('asks session-url with the flow alone where no institution was chosen', async () => {
    const app = await open(tag());
    const asked = app.page.waitForRequest(/\/session/);
    await button(app.page).click();
    expect((await asked).postDataJSON()).toEqual({ flow_id: expect.stringMatching(/^[\w-]{16,64}$/) });
    await app.context.close();
  });

  it.each([
    ['answers 503', { status: 503, body: '{}' }, 'the server answered 503'],
    ['sends its log-in page', { status: 200, body: '<html>' }, 'the server answered 200'],
  ])('fails where the server %s', async (_, answer, message) => {
    const app = await open(tag());
    await plain(app.page);
    await app.page.route(/\/session/, (route) => route.fulfill(answer));
    await button(app.page).click();
    expect(await app.outcome()).toMatchObject({
      name: 'consent-error',
      detail: { error: { code: 'session_request_failed', message: expect.stringContaining(message) } },
    });
    await poll(() => app.context.pages().length).toBe(1);
    await app.context.close();
  });

  it.each([
    ['mode="tab"', '<open-consent id="bank" mode="tab" session-url="/session"></open-consent>', 'mode takes'],
    [
      'theme="pink"',
      '<open-consent id="bank" theme="pink" session-url="/session"></open-consent>',
      'ui.theme takes',
    ],
    ['no session-url', '<open-consent id="bank" mode="popup"></open-consent>', 'needs session-url'],
  ])('refuses %s with an error event and a word in the console', async (_, markup, message) => {
    const app = await open(markup);
    const logged = app.page.waitForEvent('console', (entry) => entry.type() === 'error');
    await button(app.page).click();
    expect(await app.outcome()).toMatchObject({
      name: 'consent-error',
      detail: {
        status: 'failed',
        error: { code: 'invalid_option', message: expect.stringContaining(message) },
      },
    });
    expect((await logged).text()).toContain(message);
    expect(await app.page.evaluate(() => window.bank.outcome?.status)).toBe('failed');
    expect(await button(app.page).getAttribute('aria-busy')).toBeNull();
    expect(app.context.pages().length).toBe(1);
    expect(app.errors).toEqual([]);
    await app.context.close();
  });

  it('draws itself in the element’s theme and language', async () => {
    const head = `${SCRIPT}<script src="/dist/texts/ar.global.js"></script>`;
    const body = tag('theme="dark" lang="ar"', '', {}).replace('"popup"', '"iframe"');
    const app = await open('', { pages: { '/app': html(body, head) } });
    await button(app.page).click();
    await app.page.locator('.open-consent[data-theme=dark][lang=ar] dialog').waitFor();
    await app.context.close();
  });

  it('is labelled in its own language, before the options’, before the page’s', async () => {
    const texts = ['de', 'fr']
      .map((lang) => `<script src="/dist/texts/${lang}.global.js"></script>`)
      .join('');
    const app = await open('', { pages: { '/app': html(tag('lang="de"'), SCRIPT + texts) } });
    await app.page.evaluate(() => Object.assign(window.bank, { options: { ui: { lang: 'fr' } } }));
    await app.page.evaluate(() => window.bank.toggleAttribute('disabled'));
    expect(await named(app.page, 'Bank verbinden').count()).toBe(1);
    await app.page.evaluate(() => window.bank.removeAttribute('lang'));
    expect(await named(app.page, 'Bank verbinden').count()).toBe(0);
    expect(await named(app.page, 'Connect your bank').count()).toBe(0);
    await app.context.close();
  });

  it('gives its events to the options’ own handlers too', async () => {
    const app = await open(tag());
    await app.page.evaluate(() => {
      const told: string[] = [];
      Object.assign(window, { told });
      window.bank.options = {
        ui: { lang: 'en' },
        onEvent: ({ type }) => told.push(type),
        onSuccess: ({ status }) => told.push(status),
      };
    });
    await button(app.page).click();
    await app.outcome();
    expect(await app.page.evaluate('window.told')).toEqual([...(await app.steps()), 'success']);
    await app.context.close();
  });

  it.each(['popup', 'iframe'])('ends unheard with the element (%s)', async (mode) => {
    const app = await open(tag('', '', {}).replace('"popup"', `"${mode}"`));
    await button(app.page).click();
    await app.page.waitForFunction(() => window.bank.state.phase === 'active');
    await app.page.locator('.open-consent dialog').waitFor();
    const steps = await app.steps();
    const warned = app.page.waitForEvent('console', (entry) => entry.type() === 'warning');
    await app.page.evaluate(() => {
      Object.assign(window, { bank: window.bank });
      window.bank.remove();
    });
    expect((await warned).text()).toMatch(
      /<open-consent> was removed while its flow was running.* openConsent/,
    );
    await app.page.waitForFunction(() => document.querySelector('.open-consent') === null);
    await app.page.waitForFunction(() => window.leftovers().windows + window.leftovers().frames === 0);
    expect(await app.outcomes()).toEqual([]);
    expect(await app.steps()).toEqual(steps);
    expect(await app.phases()).not.toContain('settled');
    await app.page.evaluate(() => document.body.append(window.bank));
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('idle');
    expect(await button(app.page).getAttribute('aria-busy')).toBeNull();
    await app.context.close();
  });

  it('goes on while the element is moved', async () => {
    const app = await open(`${tag('', '', {})}<main></main>`);
    await plain(app.page);
    await pressed(app);
    await app.page.waitForFunction(() => window.bank.state.phase === 'active');
    await app.page.evaluate(() => document.querySelector('main')?.append(window.bank));
    await app.page.evaluate(() => new Promise((later) => setTimeout(later, 50)));
    expect(await app.page.evaluate(() => window.bank.state.phase)).toBe('active');
    expect(await button(app.page).getAttribute('aria-busy')).toBe('true');
    await app.context.close();
  });
});

describe.concurrent('on the page that a redirect comes back to, <open-consent>', () => {
  const redirect = tag('', '', { callback: 'npm', settings: { autopilot } }).replace('"popup"', '"redirect"');
  /** The launching page, and that other one. */
  const pages = (back: string) => ({ '/app': html(redirect), '/callback-npm': back });

  async function comeBack(back: string): Promise<MarkupPage> {
    const app = await openMarkup(stage, { pages: pages(back) });
    await button(app.page).click();
    await app.page.waitForURL(/callback-npm/);
    return app;
  }

  it.each([
    ['at the end of the page', html(`${tag()}<script>LISTEN</script>`)],
    ['in a module', html(`<script type="module">LISTEN</script>${tag()}`)],
  ])('tells its outcome to a listener added %s', async (_, page) => {
    const listen = `document.querySelector('open-consent').addEventListener('consent-success', ({ detail }) => { window.told = detail.sessionId })`;
    const app = await comeBack(page.replace('LISTEN', listen));
    const { detail } = await app.outcome();
    expect(detail).toMatchObject({ status: 'success', mode: 'redirect' });
    expect(await app.page.evaluate('window.told')).toBe(detail['sessionId']);
    expect(await app.page.evaluate(() => window.bank.outcome?.status)).toBe('success');
    expect(new URL(app.page.url()).search).toBe('');
    await app.context.close();
  });

  it.each(['<script defer src="/late.js"></script>', '<script type="module" src="/late.js"></script>'])(
    'tells its outcome to a listener added by a script that comes late: %s',
    async (script) => {
      const app = await openMarkup(stage, { pages: pages(html(`${script}${tag()}`)) });
      await app.page.route('**/late.js', async (route) => {
        // The callback has been taken by then.
        await app.page.waitForFunction(() => location.pathname === '/callback-npm' && !location.search);
        const body = `bank.addEventListener('consent-success', ({ detail }) => { window.told = detail.sessionId })`;
        await route.fulfill({ contentType: 'text/javascript', body });
      });
      await button(app.page).click();
      const { detail } = await app.outcome();
      expect(await app.page.evaluate('window.told')).toBe(detail['sessionId']);
      await app.context.close();
    },
  );

  it('tells it once, by the first of several', async () => {
    const app = await comeBack(html(`${tag()}<open-consent></open-consent>`));
    await app.outcome();
    await app.page.evaluate(() => document.body.append(document.createElement('open-consent')));
    await app.page.evaluate(() => new Promise((later) => setTimeout(later, 100)));
    expect((await app.outcomes()).map(({ id }) => id)).toEqual(['bank']);
    await app.context.close();
  });

  it('tells it by another, where a framework has thrown the first away', async () => {
    const again = tag().replace('"bank"', '"again"');
    const swap = `<script type="module">bank.remove(); document.body.insertAdjacentHTML('beforeend', \`${again}\`)</script>`;
    const app = await comeBack(html(tag() + swap));
    expect(await app.outcome()).toMatchObject({ name: 'consent-success', id: 'again' });
    await app.context.close();
  });

  it('tells it when there is one at last', async () => {
    const app = await comeBack(html(`${tag()}<script type="module">bank.remove()</script>`));
    await app.page.evaluate(() => new Promise((later) => setTimeout(later, 100)));
    expect(await app.outcomes()).toEqual([]);
    await app.page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), tag());
    expect(await app.outcome()).toMatchObject({ name: 'consent-success' });
    await app.context.close();
  });

  it.each([
    'session_id=somebody-elses',
    'session_id=somebody-elses&consent_id=1',
    'error=access_denied&error_type=CONSENT_ENDUSER_DENIED&error_id=err_1',
  ])('leaves alone what is not surely its own: ?%s', async (query) => {
    const app = await openMarkup(stage, { pages: pages(html(tag())) });
    const link = `${stage.host.origin}/callback-npm?${query}&page=2#top`;
    await app.page.goto(link);
    // Longer than a callback page waits for somebody to know it.
    await app.page.evaluate(() => new Promise((later) => setTimeout(later, 1500)));
    expect(await app.page.evaluate(() => window.heard)).toEqual([]);
    expect(await app.page.evaluate(() => window.bank.outcome)).toBeUndefined();
    expect(app.page.url()).toBe(link);
    await app.context.close();
  });
});

describe.concurrent('a page with <open-consent>', () => {
  it('by npm does not load what draws before it is pressed', async () => {
    const requests: string[] = [];
    const app = await openMarkup(stage, {
      pages: {
        '/app': html(
          `<script type="importmap">{ "imports": { "preact": "/preact.js", "preact/": "/preact/" } }</script>${tag()}<script type="module" src="/dist/element.js"></script>`,
          '',
        ),
      },
    });
    app.page.on('request', (request) => requests.push(request.url()));
    await app.page.reload();
    await named(app.page, 'Connect your bank').waitFor();
    await app.page.waitForLoadState('networkidle');
    expect(requests.filter((url) => /preact|mount-widget/.test(url))).toEqual([]);
    await pressed(app);
    await poll(() => requests.some((url) => /mount-widget/.test(url))).toBe(true);
    await app.context.close();
  });

  it.each(['popup', 'iframe'])('breaks no strict content security policy (%s)', async (mode) => {
    const policy =
      "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    const body = tag('', mode === 'popup' ? '' : '<button>Mine</button>', {}).replace('"popup"', `"${mode}"`);
    const app = await open(body, { headers: { 'content-security-policy': policy } });
    await button(app.page).click();
    await app.page.locator('.open-consent dialog').waitFor();
    await app.page.waitForFunction(() => window.bank.state.phase === 'active');
    await app.page.evaluate(() => window.bank.cancel());
    expect(await app.outcome()).toMatchObject({ name: 'consent-cancel' });
    expect(await app.page.evaluate(() => window.violations)).toEqual([]);
    expect(app.errors).toEqual([]);
    const held = await app.page.evaluate(() => {
      try {
        document.body.innerHTML = 'x';
        return false;
      } catch {
        return true;
      }
    });
    expect(held).toBe(true);
    await app.page.waitForFunction(() => window.violations.length === 1);
    await app.context.close();
  });
});

// By itself: it is about time.
describe('an idle page', () => {
  const HUNDRED = '<open-consent session-url="/session">Connect</open-consent>'.repeat(100);

  it('with a hundred elements holds nothing, and had them made in a moment', async () => {
    const define = `<script>
      const { define } = customElements;
      customElements.define = (...args) => {
        const start = performance.now();
        define.apply(customElements, args);
        window.took = performance.now() - start;
      };
    </script>`;
    const app = await openMarkup(stage, { pages: { '/app': html(`${HUNDRED}${define}${SCRIPT}`, '') } });
    expect(await app.page.getByRole('button', { name: 'Connect' }).count()).toBe(100);
    await app.page.waitForLoadState('load');
    // The one listener is for the page to have loaded: the counter does not know that it has gone.
    expect(await app.page.evaluate(() => window.leftovers())).toEqual({
      listeners: 1,
      timers: 0,
      channels: 0,
      frames: 0,
      windows: 0,
    });
    expect(await app.page.locator('.open-consent').count()).toBe(0);

    const times = await app.page.evaluate((markup) => {
      const upgrade = () => {
        const { body } = document.implementation.createHTMLDocument();
        body.innerHTML = markup;
        const main = document.createElement('main');
        main.append(...document.adoptNode(body).children);
        const start = performance.now();
        document.body.append(main);
        return performance.now() - start;
      };
      return Array.from({ length: 15 }, upgrade).sort((a, b) => a - b);
    }, HUNDRED);
    expect(await app.page.getByRole('button', { name: 'Connect' }).count()).toBe(1600);
    const first = (await app.page.evaluate('window.took')) as number;
    const [best = 0] = times;
    const shown = [first, best, times[7] ?? 0].map((ms) => ms.toFixed(1));
    console.info(
      `100 elements: ${shown[0]} ms the first time, then ${shown[1]} (best), ${shown[2]} (median)`,
    );
    // A few milliseconds on an idle machine: see RESULTS.md. Here it is to notice what makes it many times slower.
    expect(best).toBeLessThan(50);
    await app.context.close();
  });
});
