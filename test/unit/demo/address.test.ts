import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery, toQuery } from '../../../demo/playground/address.ts';
import { toChoices } from '../../../demo/playground/choices.ts';
import { scenarioOf, scenarios, valuesOf } from '../../../demo/playground/scenarios.ts';
import {
  defaults,
  type SettingName,
  settingNames,
  settings,
  type Values,
} from '../../../demo/playground/settings.ts';
import { readSettings } from '../../../src/sandbox/read-settings.ts';

const anyValue = (name: SettingName): fc.Arbitrary<string> => {
  const { choices, greatest, longest = 0 } = settings[name];
  if (choices) return fc.constantFrom(...choices.map(([value]) => value));
  if (greatest !== undefined) return fc.integer({ min: 0, max: greatest }).map(String);
  return fc.string({ unit: 'binary', maxLength: longest });
};

const anyValues = fc.record(
  Object.fromEntries(settingNames.map((name) => [name, anyValue(name)])),
) as fc.Arbitrary<Values>;

describe('the address', () => {
  it('is empty at the defaults, and then sets nothing', () => {
    expect(toQuery(defaults)).toBe('');
    expect(readQuery('')).toBeUndefined();
  });

  it('says only what is not the default, in readable words', () => {
    const values = { ...defaults, mode: 'popup', coop: 'same-origin', ending: 'denied' };
    expect(toQuery(values)).toBe('mode=popup&ending=denied&coop=same-origin');
  });

  it('restores whatever was set', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const query = toQuery(values);
        const read = query && readQuery(`?${query}`);
        expect(read || { values: defaults, problems: [] }).toEqual({ values, problems: [] });
      }),
    );
  });

  it('lets a setting change a scenario, in any order', () => {
    const read = readQuery('?ending=denied&scenario=cut-off');
    expect(read?.values).toMatchObject({ coop: 'same-origin', ending: 'denied' });
    expect(scenarioOf(read?.values ?? defaults)).toBeUndefined();
  });

  it('keeps how the widget looks beside a scenario', () => {
    const [scenario] = scenarios;
    if (!scenario) throw new Error('there is no scenario');
    const values = valuesOf(scenario, { ...defaults, lang: 'de', theme: 'dark' });
    expect(toQuery(values)).toBe(`scenario=${scenario.id}&theme=dark&lang=de`);
    expect(readQuery(`?${toQuery(values)}`)?.values).toEqual(values);
  });

  it.each([
    ['?mode=tab', 'mode=tab: mode must be one of auto, popup, redirect, dialog, iframe.'],
    ['?expiresIn=-1', 'expiresIn=-1: expiresIn must be a whole number from 0 to 31536000.'],
    ['?scenario=nope', 'scenario=nope: there is no such scenario.'],
    ['?constructor=1', 'constructor=1: there is no such setting.'],
  ])('of %s uses the rest, and says what is wrong', (search, problem) => {
    expect(readQuery(`${search}&lang=fr`)).toEqual({
      values: { ...defaults, lang: 'fr' },
      problems: [problem],
    });
  });

  it('shortens what it repeats', () => {
    const [problem = ''] = readQuery(`?x=${'y'.repeat(1000)}`)?.problems ?? [];
    expect(problem.length).toBeLessThan(120);
  });
});

describe('the scenarios', () => {
  it.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
    '%s can be set, and shared by its name',
    (id, scenario) => {
      const values = valuesOf(scenario, defaults);
      for (const name of settingNames) expect(settings[name].accepts(values[name]), name).toBe(true);
      expect(toQuery(values)).toBe(`scenario=${id}`);
      expect(readSettings(toChoices(values).settings).problems).toEqual([]);
    },
  );

  it('are all different', () => {
    const sets = scenarios.map((scenario) => JSON.stringify(valuesOf(scenario, defaults)));
    expect(new Set(sets).size).toBe(sets.length);
  });
});
