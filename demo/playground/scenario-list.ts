import { element } from './element.ts';
import { type Scenario, scenarioOf, scenarios, valuesOf } from './scenarios.ts';
import type { SettingsForm } from './settings-form.ts';

const ENDS = { success: 'Success', cancelled: 'Cancelled', failed: 'Failed' } as const;

/** The scenarios as buttons: one press sets everything, and leads to the button that starts it. */
export function createScenarioList(list: HTMLElement, form: SettingsForm, chosen: () => void): void {
  const buttons = scenarios.map((scenario) => [scenario, scenarioButton(scenario)] as const);
  list.append(...buttons.map(([, button]) => element('li', {}, button)));
  for (const [scenario, button] of buttons)
    button.addEventListener('click', () => {
      form.set(valuesOf(scenario, form.values));
      chosen();
    });
  form.watch((values) => {
    const current = scenarioOf(values);
    for (const [scenario, button] of buttons)
      button.setAttribute('aria-pressed', String(scenario === current));
  });
}

function scenarioButton({ id, title, ends }: Scenario): HTMLButtonElement {
  const end = element('small', { class: `end ${ends}` }, ENDS[ends]);
  return element('button', { type: 'button', id: `scenario-${id}`, 'aria-pressed': 'false' }, title, end);
}

/** What the chosen scenario asks of whoever tries it. */
export function createScenarioCard(place: HTMLElement, form: SettingsForm): void {
  form.watch((values) => {
    const scenario = scenarioOf(values);
    place.hidden = !scenario;
    if (scenario) place.replaceChildren(...describeScenario(scenario));
  });
}

function describeScenario({ title, todo, watch }: Scenario): Node[] {
  return [
    element('h2', {}, title),
    element('p', {}, element('b', {}, 'Do: '), todo),
    element('p', {}, element('b', {}, 'Watch: '), watch),
  ];
}
