import { describe, expect, it } from 'vitest';
import { setUp, told, walk, wholeWay } from './visitor.ts';

const headings = [
  'Choose your institution',
  'Log in to Banking Sandbox Data Holder',
  'Enter your one-time password',
  'Choose accounts to share',
  'Confirm what you share',
];

describe('the way through a consent', () => {
  it('goes from institution to confirmation and ends in a consent', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open(mint());
    for (const [index, button] of wholeWay.entries()) {
      expect([visitor.heading, visitor.status]).toEqual([headings[index], 200]);
      await visitor.press(button);
    }
    expect(visitor.heading).toBe('All done');
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: 'success' });
    expect(told(visitor).message?.['consentID']).toBe(sandbox.sessions()[0]?.consentId);
  });

  it('starts at the log-in where the institution is known', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint({}, '20001'));
    expect(visitor.heading).toBe('Log in to Bright Spark Energy');
    expect(visitor.html).toContain('Step 1 of 4');
  });

  it.each(['/?sess_id=', '/consent?session=', '/?session=', '/consent?sess_id='])(
    'opens at %s',
    async (address) => {
      const { visitor, sandbox } = setUp();
      await visitor.open(address + sandbox.mint().session_id);
      expect(visitor.heading).toBe(headings[0]);
    },
  );

  it('goes on from the second address as it does from the first', async () => {
    const { visitor, mint } = setUp();
    await walk(visitor, mint({ urlShape: 'consent' }));
    expect(visitor.heading).toBe('All done');
  });

  it('shares what was chosen, and says so before it is confirmed', async () => {
    const { visitor, sandbox } = setUp();
    const { auth_url } = sandbox.mint({
      permissions: ['accounts', 'bank:accounts.basic:read', 'x:y'],
    });
    await walk(visitor, auth_url, 'Verify');
    await visitor.press('Continue', { account: ['savings'] });
    const lists = [...visitor.document.querySelectorAll('dd')].map((one) => one.textContent);
    expect(lists).toEqual([
      'Banking Sandbox Data Holder',
      'Savings account, ending 7730',
      'Account names and typesx:y',
    ]);
  });

  it.each([0, 1, 2, 3, 4])('can be cancelled on page %i', async (pages) => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open(mint());
    for (const button of wholeWay.slice(0, pages)) await visitor.press(button);
    await visitor.press('Cancel');
    expect(told(visitor).message).toMatchObject({
      isCompleted: false,
      error: 'access_denied',
      errorType: 'AUTH_SESSION_CANCELLED',
    });
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: 'cancelled' });
  });
});

describe('what is wrong on a page', () => {
  type Wrong = [
    what: string,
    page: number,
    button: string,
    typed: Record<string, string | string[]>,
    text: string,
  ];
  const wrongs: Wrong[] = [
    ['an empty customer number', 1, 'Log in', { customer_number: ' ' }, 'Enter your customer number'],
    ['five digits', 2, 'Verify', { code: '12345' }, 'Enter the six digits of your one-time password'],
    [
      'a code that fails',
      2,
      'Verify',
      { code: '000000' },
      'The one-time password is wrong. Enter another one',
    ],
    ['no account', 3, 'Continue', { account: [] }, 'Choose at least one account'],
    ['an account of somebody else', 3, 'Continue', { account: ['gas'] }, 'Choose at least one account'],
  ];

  it.each(wrongs)('is told: %s', async (_what, page, button, typed, text) => {
    const { visitor, mint } = setUp();
    await visitor.open(mint());
    for (const pressed of wholeWay.slice(0, page)) await visitor.press(pressed);
    await visitor.press(button, typed);
    expect(visitor.heading).toBe(headings[page]);
    const link = visitor.document.querySelector('[role=alert] a');
    expect(link?.textContent).toBe(text);
    expect(visitor.document.querySelector(link?.getAttribute('href') ?? '')?.localName).toBe('input');
    expect(visitor.document.title).toMatch(/^Error: /);
  });

  it('is forgotten once the answer is right', async () => {
    const { visitor, mint } = setUp();
    await walk(visitor, mint(), 'Log in');
    await visitor.press('Verify', { code: '000000' });
    await visitor.press('Verify', { code: '123 456' });
    expect(visitor.heading).toBe(headings[3]);
    expect(visitor.document.querySelector('[role=alert]')).toBeNull();
  });

  it('ends in a failed one-time password at the third wrong code', async () => {
    const { visitor, mint } = setUp();
    await walk(visitor, mint(), 'Log in');
    await visitor.press('Verify', { code: '000000' });
    await visitor.press('Verify', { code: '000000' });
    expect(visitor.heading).toBe(headings[2]);
    await visitor.press('Verify', { code: '000000' });
    expect(told(visitor).message?.['errorType']).toBe('CONSENT_OTP_FAILURE');
  });

  it('is an institution that no list has', async () => {
    const { visitor, mint } = setUp();
    const url = mint();
    await visitor.open(url);
    await visitor.press('Gum Tree Bank', { institution: 'x' });
    expect(visitor.document.querySelector('[role=alert]')?.textContent).toContain('Choose an institution');
  });

  it('is an institution that is down: logging in there fails', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint());
    await visitor.press('Dark Moon Bank');
    await visitor.press('Log in');
    expect(told(visitor).message?.['errorType']).toBe('CONSENT_UPSTREAM_PROCESSING_ERROR');
  });
});

describe('a session', () => {
  it('is spent after it ended, and says so in a message without going anywhere', async () => {
    const { visitor, sandbox } = setUp();
    const { auth_url } = sandbox.mint({ redirectUri: 'https://a.test/cb', cancelUri: 'https://a.test/no' });
    await walk(visitor, auth_url);
    await visitor.open(auth_url);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This link no longer works']);
    const { message, next } = told(visitor);
    expect(message).toMatchObject({
      isCompleted: false,
      error: 'auth_session_invalid',
      errorType: 'AUTH_SESSION_INVALID',
      errorDescription: 'The auth session has already been used',
    });
    expect(next).toBeUndefined();
    expect(sandbox.sessions()[0]?.end).toBe('success');
  });

  it('is not ended twice by a form that is sent twice', async () => {
    const { visitor, mint, sandbox } = setUp();
    await walk(visitor, mint(), 'Continue');
    const again = new Request(`${sandbox.origin}/step?session=${sandbox.sessions()[0]?.sessionId}`, {
      method: 'POST',
      body: 'step=confirm',
    });
    await visitor.press('Confirm');
    const { consentId } = sandbox.sessions()[0] ?? {};
    expect((await sandbox.fetch(again)).status).toBe(410);
    expect(sandbox.sessions()[0]?.consentId).toBe(consentId);
  });

  it('that nobody knows is refused', async () => {
    const { visitor } = setUp();
    await visitor.open('/consent?session=nobody');
    expect(visitor.status).toBe(404);
    expect(told(visitor).message).toMatchObject({ errorDescription: 'The auth session was not found' });
  });

  it.each(['/consent', '/step', '/?sess_id='])('that is not named at %s is refused', async (address) => {
    const { visitor } = setUp();
    await visitor.open(address);
    expect(told(visitor).message?.['errorType']).toBe('AUTH_SESSION_INVALID');
  });

  it('expires, also in the middle of its pages', async () => {
    let now = 0;
    const { visitor, mint, sandbox } = setUp({ now: () => now });
    await walk(visitor, mint({ expiresIn: 10 }), 'Log in');
    now = 9999;
    await visitor.press('Verify');
    expect(visitor.heading).toBe(headings[3]);
    now = 10_000;
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: 'expired' });
    await visitor.press('Continue');
    expect(told(visitor).message?.['errorDescription']).toBe('The auth session has expired');
  });

  it('can be minted expired', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint({ expiresIn: 0 }));
    expect(visitor.status).toBe(410);
  });

  it('is told as minted, open and ended, with the times', async () => {
    let now = 1_000_000;
    const ends: string[] = [];
    const { visitor, mint, sandbox } = setUp({
      now: () => now,
      log: (entry) => entry.type === 'session_ended' && ends.push(entry.end),
    });
    const url = mint();
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'minted', createdAt: 1000, expiresAt: 1900 });
    now += 2000;
    await visitor.open(url);
    now += 1000;
    await visitor.press('Magpie Mutual');
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'open', step: 'log_in', openedAt: 1002 });
    now += 2000;
    await visitor.press('Cancel');
    now += 1000;
    await visitor.open(url);
    expect(sandbox.sessions()[0]).toMatchObject({
      state: 'ended',
      end: 'cancelled',
      openedAt: 1002,
      endedAt: 1005,
    });
    expect(ends).toEqual(['cancelled']);
  });
});

describe('a reload midway', () => {
  it('shows the step the session is at', async () => {
    const { visitor, mint } = setUp();
    const url = mint();
    await walk(visitor, url, 'Log in');
    await visitor.reload();
    expect(visitor.heading).toBe(headings[2]);
    await visitor.open(url);
    expect(visitor.heading).toBe(headings[2]);
  });

  it('of auth_url spends the session where it is told to, and the open page with it', async () => {
    const { visitor, mint, sandbox } = setUp();
    const url = mint({ reload: 'spent' });
    await visitor.open(url);
    await visitor.open(url);
    expect(visitor.heading).toBe('This link no longer works');
    expect(sandbox.sessions()[0]).toMatchObject({ state: 'ended', end: 'used_session' });
  });

  it('of a later page spends it too, but going on does not', async () => {
    const { visitor, mint } = setUp({ settings: { reload: 'spent' } });
    await walk(visitor, mint(), 'Verify');
    expect(visitor.heading).toBe(headings[3]);
    await visitor.reload();
    expect(visitor.heading).toBe('This link no longer works');
  });

  it('of a form from the history shows where the session really is, and spends nothing', async () => {
    const { visitor, mint, sandbox } = setUp({ settings: { reload: 'spent' } });
    await walk(visitor, mint(), 'Continue');
    const address = `${sandbox.origin}/step?session=${sandbox.sessions()[0]?.sessionId}`;
    const old = new Request(address, { method: 'POST', body: 'step=log_in&customer_number=1' });
    expect((await sandbox.fetch(old)).status).toBe(303);
    await visitor.open(address);
    expect(visitor.heading).toBe(headings[4]);
  });
});
