import { html } from 'hono/html';
import type { SandboxSession } from '../session.ts';
import type { SandboxStep } from '../settings.ts';
import type { OpenState } from '../steps.ts';
import type { Html } from './html.ts';
import { problemSummary } from './problem-texts.ts';

/** What every step's page is made from. */
export interface StepView {
  readonly session: SandboxSession;
  readonly state: OpenState;
}

/** The frame of a step's page: progress, heading, what is wrong, the form with its buttons. */
export function stepForm(view: StepView, heading: string, fields: Html, mainButton?: string): Html {
  const { session, state } = view;
  return html`<div class="card">
<p class="quiet progress">${progress(view)}</p>
${problemSummary(state.problem)}
<h1>${heading}</h1>
<form method="post" action="step?session=${encodeURIComponent(session.sessionId)}" novalidate>
<input type="hidden" name="step" value="${state.step}">
${fields}
${mainButton && html`<button class="main" data-main>${mainButton}</button>`}
<button name="cancel" value="yes">Cancel</button>
</form>
</div>`;
}

const order: readonly SandboxStep[] = ['institution', 'log_in', 'otp', 'accounts', 'confirm'];

function progress({ session, state }: StepView): string {
  const steps = session.choosesInstitution ? order : order.slice(1);
  return `Step ${steps.indexOf(state.step) + 1} of ${steps.length}`;
}
