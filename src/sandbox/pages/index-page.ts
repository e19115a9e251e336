import { html } from 'hono/html';
import { differences, settingsText } from '../read-settings.ts';
import type { SandboxSessionInfo } from '../session.ts';
import type { SandboxSettings } from '../settings.ts';
import type { NextSession } from '../store.ts';
import { faultButtons } from './fault-buttons.ts';
import type { Html, Page } from './html.ts';
import { errorSummary } from './problem-texts.ts';
import { fieldId, settingFields } from './setting-fields.ts';

export interface IndexView {
  readonly sessions: readonly SandboxSessionInfo[];
  readonly defaults: SandboxSettings;
  readonly next: NextSession;
}

/** The root without a session: what was minted, and what the next one shall be like. */
export function indexPage(view: IndexView): Page {
  const { refused } = view.next;
  const lines = refused?.problems.map(
    ({ name, message }) => html`<a href="#${fieldId(name)}">${message}</a>`,
  );
  return {
    heading: 'Sandbox provider',
    hasError: refused !== undefined,
    wide: true,
    body: html`<div class="card">
${lines && errorSummary(lines)}
<h1>Sandbox provider</h1>
<p>Stands in for the hosted consent pages. Mint a session with <code>POST /v1/auth/session</code>, then open its
<code>auth_url</code>.</p>
${nextSession(view)}
</div>
<div class="card">${sessionList(view)}</div>`,
  };
}

function sessionList({ sessions, defaults }: IndexView): Html {
  const newestFirst = [...sessions].reverse();
  return html`<h2>Sessions</h2>
${
  newestFirst.length > 0
    ? html`<ul class="plain">${newestFirst.map((one) => sessionItem(one, defaults))}</ul>`
    : html`<p class="quiet">None was minted yet.</p>`
}`;
}

function sessionItem(session: SandboxSessionInfo, defaults: SandboxSettings): Html {
  const { sessionId, state, endUserId, createdAt } = session;
  const { pathname, search } = new URL(session.authUrl);
  const address = `.${pathname}${search}`;
  const where = session.end ?? session.step;
  const different = settingsText(differences(session.settings, defaults));
  return html`<li class="session">
<p><code>${sessionId}</code></p>
<p><strong>${state}${where && `: ${where}`}</strong> for ${endUserId}, minted ${time(createdAt)}
${state !== 'ended' && html`<a href="${address}" aria-label="Open session ${sessionId}">Open</a>`}</p>
${different && html`<p class="quiet">${different}</p>`}
</li>`;
}

function nextSession(view: IndexView): Html {
  const { defaults, next } = view;
  const different = settingsText(differences(next.settings, defaults));
  return html`<h2>The next session</h2>
<p role="status">${different ? html`Will be minted with <strong>${different}</strong>.` : 'Will be minted like every other.'}</p>
<p class="quiet">What is picked here counts once; <code>sandbox</code> in the request's body counts before it.</p>
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

function time(unixSeconds: number): Html {
  const iso = new Date(unixSeconds * 1000).toISOString().replace('.000', '');
  return html`<time datetime="${iso}">${iso.slice(11, 19)} UTC</time>`;
}
