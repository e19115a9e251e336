import { html } from 'hono/html';
import { differences, settingsText } from '../read-settings.ts';
import type { SandboxSettings } from '../settings.ts';
import type { NextSession } from '../store.ts';
import { faultButtons } from './fault-buttons.ts';
import type { Html, Page } from './html.ts';
import { consentCard, type IndexLists, sessionCard, webhookCard } from './index-lists.ts';
import { errorSummary } from './problem-texts.ts';
import { fieldId, settingFields } from './setting-fields.ts';

export interface IndexView extends IndexLists {
  readonly defaults: SandboxSettings;
  readonly next: NextSession;
}

/** The root without a session: settings of the next session, and lists. */
export function indexPage(view: IndexView): Page {
  const { refused } = view.next;
  const lines = refused?.problems.map(
    ({ name, message }) => html`<a href="#${fieldId(name)}">${message}</a>`,
  );
  return {
    heading: 'Control panel',
    hasError: refused !== undefined,
    wide: true,
    body: html`<div class="card">
${lines && errorSummary(lines)}
<h1>Control panel</h1>
<p>This sandbox acts as the provider: it has the API and the hosted consent pages. Mint a session with <code>POST /v1/auth/session</code>, then open its
<code>auth_url</code>.</p>
${nextSession(view)}
</div>
${sessionCard(view)}
${consentCard(view)}
${webhookCard(view)}`,
  };
}

function nextSession(view: IndexView): Html {
  const { defaults, next } = view;
  const different = settingsText(differences(next.settings, defaults));
  return html`<h2>The next session</h2>
<p role="status">${different ? html`Will be minted with <strong>${different}</strong>.` : 'No changes: it will be minted with the defaults.'}</p>
<p class="quiet">What you choose here applies to one session. <code>sandbox</code> in the body of the request overrides it.</p>
${faultButtons({ ...defaults, ...next.settings })}
<details ${next.refused && html`open`}>
<summary>Every setting</summary>
${nextForm(view)}
</details>`;
}

function nextForm({ defaults, next }: IndexView): Html {
  const values = { ...defaults, ...next.settings, ...next.refused?.typed };
  return html`<form method="post" action="sandbox/next" novalidate>
${settingFields(values, next.refused?.problems ?? [])}
<div class="row">
<button class="main">Use for the next session</button>
<button name="reset" value="yes">Back to the defaults</button>
</div>
</form>`;
}
