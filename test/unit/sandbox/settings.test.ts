import { describe, expect, it } from 'vitest';
import { initialSettings, readSettings } from '../../../src/sandbox/read-settings.ts';
import { settingNames, settingsTable } from '../../../src/sandbox/settings-table.ts';

describe('the settings table', () => {
  it.each(settingNames)('reads back its own defaults, choices and usual fault for %s', (name) => {
    const { initial, alone, choices = [], read } = settingsTable[name];
    expect(read(initial)).toBe(initial);
    expect(read(String(initial))).toBe(initial);
    if (alone !== undefined) expect([read(alone), alone === initial]).toEqual([alone, false]);
    for (const choice of choices) expect(String(read(choice))).toBe(choice);
  });

  it('has a fault of its own behind every name but the endings and the address', () => {
    const without = settingNames.filter((name) => settingsTable[name].alone === undefined);
    expect(without).toEqual(['ending', 'webhookUrl']);
  });

  it('starts from what the documentation says', () => {
    expect(initialSettings()).toEqual({
      ending: 'success',
      home: 'both',
      dialect: 'flat',
      messageForm: 'plain',
      closeAtEnd: false,
      urlShape: 'query',
      expiresIn: 900,
      expiresAtFormat: 'seconds',
      reload: 'resume',
      callbackQuery: 'joined',
      consentDuration: 31_536_000,
      coop: '',
      coopReportOnly: '',
      coopOnRedirect: '',
      framing: 'allowed',
      framingFrom: 'first',
      delayMs: 0,
      autopilot: 'off',
      autopilotUntil: 'end',
      webhookUrl: '',
      webhookDelayMs: 0,
      webhookTwice: false,
      webhookOrder: 'kept',
      webhookRetryMs: 500,
    });
  });
});

describe('reading settings', () => {
  it('takes JSON and text alike', () => {
    const json = readSettings({ expiresIn: 5, closeAtEnd: true, autopilot: 10 });
    const text = readSettings({ expiresIn: '5', closeAtEnd: 'true', autopilot: '10' });
    expect(json).toEqual({ settings: { expiresIn: 5, closeAtEnd: true, autopilot: 10 }, problems: [] });
    expect(text).toEqual(json);
  });

  it.each([
    [{ expiresIn: -1 }],
    [{ expiresIn: 1.5 }],
    [{ expiresIn: '1e3' }],
    [{ expiresIn: '' }],
    [{ expiresIn: Number.NaN }],
    [{ delayMs: 600_001 }],
    [{ closeAtEnd: 1 }],
    [{ autopilot: 'on' }],
    [{ ending: null }],
    [{ ending: 'toString' }],
    [{ coop: 'same-origin\r\nset-cookie: a=b' }],
    [{ coop: 1 }],
    [{ webhookUrl: 'app.test/hook' }],
    [{ webhookUrl: 'ftp://app.test/hook' }],
    [{ webhookUrl: 'https://user:hush@app.test/hook' }],
    [{ webhookUrl: 'https://app.test/a b' }],
    [{ webhookUrl: 'https://[' }],
    [{ webhookUrl: 7 }],
  ])('refuses %j', (values) => {
    const { settings, problems } = readSettings(values);
    expect(settings).toEqual({});
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(`${problems[0]?.name} must be`);
  });

  it('knows no setting by an inherited name', () => {
    expect(readSettings({ constructor: 'x' }).problems[0]?.message).toContain(
      'Unknown setting "constructor"',
    );
    expect(readSettings(JSON.parse('{"__proto__":"x"}')).problems).toHaveLength(1);
  });

  it('keeps what holds beside what does not', () => {
    const { settings, problems } = readSettings({ ending: 'denied', home: 'never', coop: undefined });
    expect(settings).toEqual({ ending: 'denied' });
    expect(problems.map(({ name }) => name)).toEqual(['home']);
  });
});
