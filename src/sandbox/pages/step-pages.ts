import { html } from 'hono/html';
import { accountsAt, findInstitution, institutions, type SandboxInstitution } from '../institutions.ts';
import type { SandboxStep } from '../settings.ts';
import type { Html, Page } from './html.ts';
import { permissionTexts } from './permission-texts.ts';
import { problemAtField } from './problem-texts.ts';
import { autopilotScript } from './scripts.ts';
import { type StepView, stepForm } from './step-form.ts';

interface StepParts {
  readonly heading: string;
  readonly fields: Html;
  /** The label of the main button; the list of institutions has one of its own for each. */
  readonly button?: string;
}

/** The page of the step a session is at. */
export function stepPage(view: StepView): Page {
  const { state, session } = view;
  const { heading, fields, button } = steps[state.step](view);
  const { autopilot, autopilotUntil } = session.settings;
  const drives = autopilot !== 'off' && autopilotUntil !== state.step;
  return {
    heading,
    body: stepForm(view, heading, fields, button),
    hasError: state.problem !== undefined,
    ...(drives && { script: { code: autopilotScript, data: { afterMs: autopilot } } }),
  };
}

const steps: Readonly<Record<SandboxStep, (view: StepView) => StepParts>> = {
  institution: () => ({
    heading: 'Choose your institution',
    fields: html`<ul class="plain">${institutions.map(institutionItem)}</ul>`,
  }),

  log_in: (view) => ({
    heading: `Log in to ${institutionName(view)}`,
    fields: textField(view, {
      id: 'customer-number',
      name: 'customer_number',
      label: 'Customer number',
      hint: 'Any number works.',
      value: '12345678',
      autocomplete: 'off',
    }),
    button: 'Log in',
  }),

  otp: (view) => ({
    heading: 'Enter your one-time password',
    fields: textField(view, {
      id: 'code',
      name: 'code',
      label: 'One-time password',
      hint: 'Any six digits work, except 000000: that one is always wrong.',
      value: '123456',
      autocomplete: 'one-time-code',
    }),
    button: 'Verify',
  }),

  accounts: (view) => ({
    heading: 'Choose accounts to share',
    fields: accountFields(view),
    button: 'Continue',
  }),

  confirm: (view) => ({ heading: 'Confirm what you share', fields: confirmList(view), button: 'Confirm' }),
};

const STATUS_TEXTS: Readonly<Record<SandboxInstitution['status'], string>> = {
  HEALTHY: '',
  DEGRADED: 'Degraded: may be slow today',
  OUTAGE: 'Outage: logging in will fail',
};

function institutionItem({ id, name, status }: SandboxInstitution, index: number): Html {
  const text = STATUS_TEXTS[status];
  const described = text && html`aria-describedby="status-${id}"`;
  return html`<li><button class="pick" id="institution-${index}" name="institution" value="${id}"
 ${index === 0 && html`data-main`} ${described}><img src="icons/${id}.svg" alt="">${name}</button>
${text && html`<p class="quiet" id="status-${id}">${text}</p>`}</li>`;
}

interface TextField {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly autocomplete: string;
}

function textField({ state }: StepView, field: TextField): Html {
  const { id } = field;
  const described = state.problem ? `${id}-hint ${id}-error` : `${id}-hint`;
  return html`<div class="field">
<label for="${id}">${field.label}</label>
<p class="hint" id="${id}-hint">${field.hint}</p>
${problemAtField(`${id}-error`, state.problem)}
<input id="${id}" name="${field.name}" value="${field.value}" inputmode="numeric" spellcheck="false"
 autocomplete="${field.autocomplete}" aria-describedby="${described}" aria-invalid="${state.problem ? 'true' : 'false'}">
</div>`;
}

function accountFields({ state }: StepView): Html {
  const boxes = accountsAt(state.institutionId).map(
    (
      { id, name },
      index,
    ) => html`<label class="check"><input type="checkbox" id="account-${index}" name="account"
 value="${id}" ${!state.problem && html`checked`}>${name}</label>`,
  );
  return html`<fieldset ${state.problem && html`aria-describedby="accounts-error"`}>
<legend>Accounts</legend>
${problemAtField('accounts-error', state.problem)}
${boxes}
</fieldset>`;
}

function confirmList(view: StepView): Html {
  const { session, state } = view;
  const shared = accountsAt(state.institutionId).filter(({ id }) => state.accountIds.includes(id));
  return html`<dl>
<dt>From</dt><dd>${institutionName(view)}</dd>
<dt>Accounts</dt><dd><ul>${shared.map(({ name }) => html`<li>${name}</li>`)}</ul></dd>
<dt>Data</dt><dd><ul>${permissionTexts(session.permissions).map((text) => html`<li>${text}</li>`)}</ul></dd>
</dl>`;
}

function institutionName({ state }: StepView): string {
  return findInstitution(state.institutionId)?.name ?? 'your institution';
}
