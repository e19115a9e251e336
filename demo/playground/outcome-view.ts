import type { ConsentOutcome } from '../../src/index.ts';
import { find } from './find.ts';

const NONE = 'none yet';

export interface OutcomeView {
  show(outcome: ConsentOutcome): void;
  /** What `openConsent()` was given as `state`, and a redirect brought back. */
  showReturned(state: unknown): void;
  clear(): void;
}

export function createOutcomeView(): OutcomeView {
  const outcomeText = find('outcome', HTMLPreElement);
  const stateText = find('returned-state', HTMLPreElement);
  const returned = find('returned', HTMLDivElement);
  outcomeText.textContent = NONE;
  return {
    show(outcome) {
      outcomeText.textContent = toText(outcome);
    },
    showReturned(state) {
      returned.hidden = false;
      stateText.textContent = toText(state);
    },
    clear() {
      outcomeText.textContent = NONE;
      returned.hidden = true;
    },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
