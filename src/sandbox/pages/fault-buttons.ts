import { html } from 'hono/html';
import { type Fault, namedFaults } from '../faults.ts';
import { type SettingName, settingsTable } from '../settings-table.ts';
import type { Html } from './html.ts';

type Values = Readonly<Partial<Record<SettingName, unknown>>>;

/** Each fault one press away: what `--fault` takes, for the next session. A second press takes it back. */
export function faultButtons(values: Values): Html {
  const all = namedFaults();
  const groups = new Set(all.map(groupOf));
  return html`<form method="post" action="sandbox/next">
${[...groups].map((group) =>
  faultGroup(
    group,
    all.filter((one) => groupOf(one) === group),
    values,
  ),
)}
</form>`;
}

function groupOf({ name }: Fault): string {
  return settingsTable[name].group;
}

function faultGroup(group: string, faults: readonly Fault[], values: Values): Html {
  return html`<fieldset><legend>${group}</legend>
<div class="faults">${faults.map((one) => faultButton(one, values))}</div></fieldset>`;
}

function faultButton({ fault, name, value }: Fault, values: Values): Html {
  const pressed = values[name] === value ? 'true' : 'false';
  const label = fault === name ? `${name}=${value}` : fault;
  return html`<button class="fault" name="fault" value="${fault}" aria-pressed="${pressed}" title="${settingsTable[name].help}">
${label}</button>`;
}
