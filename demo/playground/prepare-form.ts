import { element } from './element.ts';
import { find } from './find.ts';
import { createScenarioCard, createScenarioList } from './scenario-list.ts';
import { createSettingsForm, type SettingsForm } from './settings-form.ts';
import { startShareLink } from './share-link.ts';

/** The settings and the scenarios, with what the page says about them. */
export function prepareForm(): SettingsForm {
  const form = createSettingsForm(find('choices', HTMLFormElement), find('modes', HTMLDivElement));
  showProvider();
  createScenarioList(find('scenarios', HTMLUListElement), form, leadToButton);
  createScenarioCard(find('scenario', HTMLDivElement), form);
  showProblems(form.problems);
  startShareLink();
  return form;
}

/** Faults are the sandbox's: the real platform has none to offer. */
function showProvider(): void {
  const onSandbox = document.querySelector('meta[name=demo-provider]')?.getAttribute('content') === 'sandbox';
  find('provider', HTMLParagraphElement).textContent =
    `Provider: the ${onSandbox ? 'local sandbox' : 'real platform'}`;
  find('group-provider', HTMLFieldSetElement).disabled = !onSandbox;
}

/** To the button that starts what was chosen: on a phone it may be out of view. */
function leadToButton(): void {
  find('stage', HTMLElement).scrollIntoView({ block: 'nearest' });
  find('connect', HTMLButtonElement).focus({ preventScroll: true });
}

/** Of a link that was shared with a mistake in it: the rest of it is used all the same. */
function showProblems(problems: readonly string[]): void {
  const list = find('problems', HTMLUListElement);
  list.hidden = problems.length === 0;
  list.replaceChildren(...problems.map((problem) => element('li', {}, `Ignored in the address: ${problem}`)));
}
