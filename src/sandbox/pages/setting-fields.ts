import { html } from 'hono/html';
import type { SettingProblem } from '../read-settings.ts';
import { type SettingName, settingNames, settingsTable } from '../settings-table.ts';
import type { Html } from './html.ts';

type Values = Readonly<Record<string, unknown>>;

export function fieldId(name: string): string {
  return `setting-${name}`;
}

/** One labelled control for every row of the settings table, in its groups. */
export function settingFields(values: Values, problems: readonly SettingProblem[]): Html[] {
  const groups = new Set(settingNames.map((name) => settingsTable[name].group));
  return [...groups].map((group) => {
    const names = settingNames.filter((name) => settingsTable[name].group === group);
    return html`<fieldset class="group"><legend>${group}</legend>
<div class="grid">${names.map((name) => settingField(name, values, problems))}</div></fieldset>`;
  });
}

function settingField(name: SettingName, values: Values, problems: readonly SettingProblem[]): Html {
  const { help, choices } = settingsTable[name];
  const id = fieldId(name);
  const value = String(values[name] ?? '');
  const problem = problems.find((one) => one.name === name);
  const attributes = html`id="${id}" name="${name}" aria-describedby="${id}-hint${problem ? ` ${id}-error` : ''}"
 aria-invalid="${problem ? 'true' : 'false'}"`;
  return html`<div class="field">
<label for="${id}">${name}</label>
<p class="hint" id="${id}-hint">${help}</p>
${problem && html`<p class="error" id="${id}-error">Error: ${problem.message}</p>`}
${
  choices
    ? html`<select ${attributes}>${choices.map((one) => option(one, value))}</select>`
    : html`<input ${attributes} value="${value}" autocomplete="off" spellcheck="false">`
}
</div>`;
}

function option(choice: string, value: string): Html {
  return html`<option ${choice === value && html`selected`}>${choice}</option>`;
}
