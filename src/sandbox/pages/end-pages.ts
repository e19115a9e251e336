import { html } from 'hono/html';
import type { Delivery } from '../delivery.ts';
import type { SessionResult } from '../result.ts';
import type { Html, Page } from './html.ts';
import { endScript } from './scripts.ts';

/** The last page of a session: tells the result, then goes on or stays readable. */
export function endPage(result: SessionResult, delivery: Delivery): Page {
  const text =
    result.status === 'success'
      ? 'Your consent was given.'
      : `${result.error.errorDescription}. Nothing was shared.`;
  return tellingPage(result.status === 'success' ? 'All done' : 'No consent was given', text, delivery);
}

/** Instead of a session that cannot be opened. */
export function refusedPage(result: SessionResult, delivery: Delivery): Page {
  const why = result.status === 'failed' ? `${result.error.errorDescription}. ` : '';
  return tellingPage('This link no longer works', `${why}Go back to the app and start again.`, delivery);
}

function tellingPage(heading: string, text: string, delivery: Delivery): Page {
  const { next, newTab } = delivery;
  return {
    heading,
    body: html`<div class="card">
<h1>${heading}</h1>
<p>${text}</p>
${next ? wayOn(next) : newTab ? wayToTab(newTab) : html`<p>You can close this window.</p>`}
</div>`,
    ...(next && { head: html`<noscript><meta http-equiv="refresh" content="0; url=${next}"></noscript>` }),
    script: { code: endScript, data: delivery },
  };
}

function wayOn(next: string): Html {
  return html`<p>You are being taken back. <a href="${next}">Continue to the app</a></p>`;
}

/** No script: a browser opens another tab for a person's own click alone. */
function wayToTab(newTab: string): Html {
  return html`<p><a href="${newTab}" target="_blank" rel="noopener">Return to the app</a></p>`;
}
