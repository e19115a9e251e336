import { html } from 'hono/html';
import type { SandboxConsent } from '../consents.ts';
import { findInstitution } from '../institutions.ts';
import { differences, settingsText } from '../read-settings.ts';
import type { SandboxSessionInfo } from '../session.ts';
import type { SandboxSettings } from '../settings.ts';
import { rfc3339 } from '../time.ts';
import type { SandboxWebhook } from '../webhooks/webhook.ts';
import type { Html } from './html.ts';

export interface IndexLists {
  readonly sessions: readonly SandboxSessionInfo[];
  readonly consents: readonly SandboxConsent[];
  readonly webhooks: readonly SandboxWebhook[];
  readonly defaults: SandboxSettings;
}

export function sessionCard({ sessions, defaults }: IndexLists): Html {
  const items = sessions.map((one) => sessionItem(one, defaults));
  return card('Sessions', items, 'No session was minted yet.');
}

export function consentCard({ consents }: IndexLists): Html {
  return card('Consents', consents.map(consentItem), 'No consent was given yet.');
}

export function webhookCard({ webhooks, defaults }: IndexLists): Html {
  const none = defaults.webhookUrl
    ? 'No webhook was sent yet.'
    : 'No webhook is sent, because webhookUrl is not set.';
  return card('Webhooks', webhooks.map(webhookItem), none);
}

/** Newest first. */
function card(heading: string, items: readonly Html[], none: string): Html {
  const list = html`<ul class="plain">${[...items].reverse()}</ul>`;
  return html`<div class="card"><h2>${heading}</h2>
${items.length > 0 ? list : html`<p class="quiet">${none}</p>`}
</div>`;
}

function sessionItem(session: SandboxSessionInfo, defaults: SandboxSettings): Html {
  const { sessionId, state, endUserId, createdAt } = session;
  const { pathname, search } = new URL(session.authUrl);
  const address = `.${pathname}${search}`;
  const where = session.end ?? session.step;
  const different = settingsText(differences(session.settings, defaults));
  return html`<li class="item session">
<p><code>${sessionId}</code></p>
<p><strong>${state}${where && `: ${where}`}</strong> for ${endUserId}, minted ${time(createdAt)}
${state !== 'ended' && html`<a href="${address}" aria-label="Open session ${sessionId}">Open</a>`}</p>
${different && html`<p class="quiet">${different}</p>`}
</li>`;
}

function consentItem({ arrangementId, endUserId, institutionId, ended, lastConsent }: SandboxConsent): Html {
  const institution = findInstitution(institutionId)?.name ?? institutionId;
  const revoke = html`<form method="post" action="sandbox/revoke" class="row">
<button name="arrangement" value="${arrangementId}" aria-label="Revoke consent ${arrangementId}">Revoke</button>
</form>`;
  return html`<li class="item consent">
<p><code>${arrangementId}</code></p>
<p><strong>${ended ?? 'active'}</strong> for ${endUserId} at ${institution}, given ${time(lastConsent)}</p>
${!ended && revoke}
</li>`;
}

function webhookItem({ messageId, event, state, attempts, publishedAt }: SandboxWebhook): Html {
  const answers = attempts.length > 0 ? `, answered ${attempts.join(', ')}` : '';
  return html`<li class="item webhook">
<p><code>${messageId}</code></p>
<p><strong>${event}</strong> ${state}${answers}, published ${time(publishedAt)}</p>
</li>`;
}

function time(unixSeconds: number): Html {
  const iso = rfc3339(unixSeconds);
  return html`<time datetime="${iso}">${iso.slice(11, 19)} UTC</time>`;
}
