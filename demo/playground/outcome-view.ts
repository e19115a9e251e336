import { describe } from '../../src/describe.ts';
import type { ConsentOutcome } from '../../src/index.ts';
import { element } from './element.ts';
import { find } from './find.ts';
import { showCode } from './highlight.ts';

export interface OutcomeView {
  /** `lang`: of the words for the user. */
  show(outcome: ConsentOutcome, lang: string): void;
  /** What `openConsent()` was given as `state`, and a redirect brought back. */
  showReturned(state: unknown): void;
  clear(): void;
}

export function createOutcomeView(): OutcomeView {
  const words = find('words', HTMLDivElement);
  const code = find('outcome', HTMLPreElement);
  const returned = find('returned', HTMLDivElement);
  const state = find('returned-state', HTMLPreElement);
  // In the tab order: they scroll, and keys must be able to do that.
  Object.assign(code, { tabIndex: 0, role: 'region', ariaLabel: 'Outcome as JSON' });
  Object.assign(state, { tabIndex: 0, role: 'region', ariaLabel: 'State as JSON' });
  const clear = () => {
    words.replaceChildren(element('p', { class: 'quiet' }, 'None yet.'));
    code.hidden = returned.hidden = true;
    code.textContent = '';
  };
  clear();
  return {
    clear,
    show(outcome, lang) {
      const { title, text, advice, ...about } = describe(outcome, { lang });
      const sentences = [element('b', {}, title), ` ${text}`, advice ? ` ${advice}` : ''];
      words.replaceChildren(element('p', { ...about, class: outcome.status }, ...sentences));
      showCode(code, toText(outcome), 'json');
      code.hidden = false;
    },
    showReturned(value) {
      returned.hidden = false;
      showCode(state, toText(value), 'json');
    },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
