import { findScenario, scenarioOf, valuesOf } from './scenarios.ts';
import { defaults, isSettingName, LOOK, settingNames, settings, type Values } from './settings.ts';

/** What an address sets, and what in it cannot be used. */
export interface AddressReading {
  readonly values: Values;
  readonly problems: readonly string[];
}

/** The settings as a query: the scenario by its name, or all that is not the default. */
export function toQuery(values: Values): string {
  const scenario = scenarioOf(values);
  const query = new URLSearchParams(scenario && { scenario: scenario.id });
  for (const name of scenario ? LOOK : settingNames)
    if (values[name] !== defaults[name]) query.set(name, values[name]);
  return query.toString();
}

/** Undefined where the address sets nothing. */
export function readQuery(search: string): AddressReading | undefined {
  const query = [...new URLSearchParams(search)];
  if (query.length === 0) return undefined;
  const problems: string[] = [];
  let values = defaults;
  // The scenario first, wherever it stands: what else is set changes it.
  for (const [name, value] of query.sort(([a], [b]) => Number(b === 'scenario') - Number(a === 'scenario'))) {
    const scenario = name === 'scenario' ? findScenario(value) : undefined;
    if (scenario) values = valuesOf(scenario, values);
    else if (isSettingName(name) && settings[name].accepts(value)) values = { ...values, [name]: value };
    else problems.push(explain(name, value));
  }
  return { values, problems };
}

function explain(name: string, value: string): string {
  const given = `${name}=${value}`.slice(0, 60);
  if (name === 'scenario') return `${given}: there is no such scenario.`;
  return isSettingName(name)
    ? `${given}: ${name} must be ${settings[name].takes}.`
    : `${given}: there is no such setting.`;
}
