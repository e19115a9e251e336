import { describe, expect, it } from 'vitest';
import { consent } from './client.ts';
import { setUp, type Visitor } from './visitor.ts';

const use = 'Use for the next session';

function postNext(origin: string, body: unknown): Request {
  const headers = { 'content-type': 'application/json' };
  return new Request(`${origin}/sandbox/next`, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('the index page', () => {
  it('lists the sessions, newest first, with what they came to', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open(mint({ ending: 'timeout' }));
    await visitor.press('Cancel');
    const url = mint({ urlShape: 'consent' });
    await visitor.open('/');
    const items = [...visitor.document.querySelectorAll('.session')];
    expect(items.map((item) => item.querySelector('strong')?.textContent)).toEqual([
      'minted',
      'ended: cancelled',
    ]);
    expect(items[1]?.textContent).toContain('ending=timeout');
    expect(items[0]?.querySelector('a')?.getAttribute('href')).toBe(url.replace(sandbox.origin, '.'));
    expect(items[1]?.querySelector('a')).toBeNull();
  });

  it('lists the consents, newest first, and revokes one', async () => {
    const { visitor, sandbox } = setUp();
    for (const institutionId of ['88888', '20001']) consent(sandbox, { endUserId: 'eve', institutionId });
    await visitor.open('/');
    const items = () => [...visitor.document.querySelectorAll('.consent')].map((item) => item.textContent);
    expect(items()[0]).toMatch(/active for eve at Bright Spark Energy/);
    await visitor.press('Revoke');
    expect(items()[0]).toMatch(/revoked for eve at Bright Spark Energy/);
    expect(items()[1]).toMatch(/active for eve at Banking Sandbox Data Holder/);
    expect(sandbox.consents().map(({ ended }) => ended)).toEqual([undefined, 'revoked']);
    expect(visitor.document.querySelectorAll('.consent button')).toHaveLength(1);
  });

  it('lists the webhooks, and how their delivery goes', async () => {
    const webhookUrl = 'http://127.0.0.1:1/hook';
    const { visitor, sandbox } = setUp({ settings: { webhookUrl, webhookRetryMs: 0 } });
    consent(sandbox);
    await sandbox.webhooksDone();
    await visitor.open('/');
    expect(visitor.document.querySelector('.webhook')?.textContent).toMatch(
      /consent\.received dropped, answered no answer, no answer, no answer, no answer, no answer/,
    );
  });

  it.each(['sessions', 'consents', 'webhooks', 'endUsers'] as const)(
    'gives the same list as JSON: %s',
    async (list) => {
      const settings = { webhookUrl: 'http://127.0.0.1:1/hook', webhookRetryMs: 0 };
      const { sandbox } = setUp({ settings });
      consent(sandbox);
      await sandbox.webhooksDone();
      const path = list === 'endUsers' ? 'end-users' : list;
      const response = await sandbox.fetch(new Request(`${sandbox.origin}/sandbox/${path}`));
      expect(sandbox[list]()).toHaveLength(1);
      expect(await response.json()).toEqual(JSON.parse(JSON.stringify(sandbox[list]())));
    },
  );

  it('has a field for every setting, at what the sandbox was started with', async () => {
    const { visitor, sandbox } = setUp({ settings: { ending: 'denied', expiresIn: 5 } });
    sandbox.mint();
    await visitor.open('/');
    const names = Object.keys(sandbox.sessions()[0]?.settings ?? {});
    const fields = [...visitor.document.querySelectorAll('fieldset input, fieldset select')];
    expect(fields.map((field) => field.getAttribute('name')).sort()).toEqual(names.sort());
    expect(visitor.document.querySelector('#setting-ending [selected]')?.textContent).toBe('denied');
    expect(visitor.document.querySelector('#setting-expiresIn')?.getAttribute('value')).toBe('5');
  });
});

describe('the fault buttons', () => {
  const pressed = ({ document }: Pick<Visitor, 'document'>) =>
    [...document.querySelectorAll('[aria-pressed=true]')].map((button) => button.textContent?.trim());

  it('pick faults for one session, together, and take them back', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    for (const fault of ['denied', 'timeout', 'coop=same-origin', 'autopilot=300'])
      await visitor.press(fault);
    expect(pressed(visitor)).toEqual(['timeout', 'coop=same-origin', 'autopilot=300']);
    await visitor.press('autopilot=300');
    mint();
    mint();
    const [first, second] = sandbox.sessions();
    expect(first?.settings).toMatchObject({ ending: 'timeout', coop: 'same-origin', autopilot: 'off' });
    expect(second?.settings).toMatchObject({ ending: 'success', coop: '', autopilot: 'off' });
    await visitor.open('/');
    expect(pressed(visitor)).toEqual([]);
  });

  it('take back, for one session, what every session has by the command line', async () => {
    const { visitor, mint, sandbox } = setUp({ settings: { coop: 'same-origin' } });
    await visitor.open('/');
    expect(pressed(visitor)).toEqual(['coop=same-origin']);
    await visitor.press('coop=same-origin');
    expect(pressed(visitor)).toEqual([]);
    mint();
    mint();
    expect(sandbox.sessions().map(({ settings }) => settings.coop)).toEqual(['', 'same-origin']);
  });
});

describe('the settings of the next session', () => {
  it('count for one session, and are those of the form', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    await visitor.press(use, { ending: 'denied', delayMs: '7', closeAtEnd: 'true', autopilot: '50' });
    expect(visitor.document.querySelector('[role=status]')?.textContent).toBe(
      'Will be minted with ending=denied, closeAtEnd=true, delayMs=7, autopilot=50.',
    );
    mint();
    mint();
    const [first, second] = sandbox.sessions();
    expect(first?.settings).toMatchObject({ ending: 'denied', delayMs: 7, closeAtEnd: true, autopilot: 50 });
    expect(second?.settings).toMatchObject({
      ending: 'success',
      delayMs: 0,
      closeAtEnd: false,
      autopilot: 'off',
    });
  });

  it('give way to those of the session itself', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    await visitor.press(use, { ending: 'denied', home: 'message' });
    mint({ ending: 'timeout' });
    expect(sandbox.sessions()[0]?.settings).toMatchObject({ ending: 'timeout', home: 'message' });
  });

  it('wait for a session that is really minted', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    await visitor.press(use, { ending: 'denied' });
    expect(() => sandbox.mint({ institutionId: 'x' })).toThrow('institution_id');
    mint();
    expect(sandbox.sessions()[0]?.settings.ending).toBe('denied');
  });

  it('are refused with what is wrong and what was typed, and shown so once', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    await visitor.press(use, { expiresIn: 'soon', ending: 'denied' });
    const link = visitor.document.querySelector('[role=alert] a');
    expect(link?.textContent).toContain('expiresIn must be a whole number of seconds');
    expect(visitor.document.querySelector(link?.getAttribute('href') ?? '')?.getAttribute('value')).toBe(
      'soon',
    );
    expect(visitor.document.querySelector('#setting-ending [selected]')?.textContent).toBe('denied');
    await visitor.reload();
    expect(visitor.document.querySelector('[role=alert]')).toBeNull();
    mint();
    expect(sandbox.sessions()[0]?.settings.ending).toBe('success');
  });

  it('can be taken back', async () => {
    const { visitor, mint, sandbox } = setUp();
    await visitor.open('/');
    await visitor.press(use, { ending: 'denied' });
    await visitor.press('Back to the defaults');
    mint();
    expect(sandbox.sessions()[0]?.settings.ending).toBe('success');
  });

  it('can be sent as JSON', async () => {
    const { mint, sandbox } = setUp();
    const response = await sandbox.fetch(postNext(sandbox.origin, { ending: 'timeout' }));
    expect([response.status, await response.json()]).toEqual([200, { settings: { ending: 'timeout' } }]);
    mint();
    expect(sandbox.sessions()[0]?.settings.ending).toBe('timeout');
    const wrong = await sandbox.fetch(postNext(sandbox.origin, { ending: 'never' }));
    expect([wrong.status, (await wrong.json()).name]).toEqual([400, 'invalid_sandbox_settings']);
  });
});
