import { html } from 'hono/html';
import type { Problem } from '../steps.ts';
import type { Html } from './html.ts';

interface ProblemText {
  /** The id of the field to go to. */
  readonly field: string;
  readonly text: string;
}

const problemTexts: Readonly<Record<Problem, ProblemText>> = {
  institution: { field: 'institution-0', text: 'Choose an institution from the list' },
  customer_number: { field: 'customer-number', text: 'Enter your customer number' },
  code_shape: { field: 'code', text: 'Enter the six digits of your one-time password' },
  code_wrong: { field: 'code', text: 'The one-time password is wrong. Enter another one' },
  accounts: { field: 'account-0', text: 'Choose at least one account' },
};

/** Before everything else on the page, with the way to the field. */
export function problemSummary(problem: Problem | undefined): Html | undefined {
  if (!problem) return undefined;
  const { field, text } = problemTexts[problem];
  return errorSummary([html`<a href="#${field}">${text}</a>`]);
}

export function errorSummary(lines: readonly Html[]): Html {
  return html`<div class="wrong" role="alert" tabindex="-1" autofocus>
<h2>There is a problem</h2>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>
</div>`;
}

/** At the field itself; the field names it in `aria-describedby`. */
export function problemAtField(id: string, problem: Problem | undefined): Html | undefined {
  return problem && html`<p class="error" id="${id}">Error: ${problemTexts[problem].text}</p>`;
}
