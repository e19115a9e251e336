import { html, raw } from 'hono/html';
import type { Html, Page } from './html.ts';
import { style } from './style.ts';

/** A whole document. Its addresses are relative: every page lives at the root. */
export function layout(page: Page, nonce: string): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.hasError ? 'Error: ' : ''}${page.heading} - Sandbox provider</title>
<link rel="icon" type="image/svg+xml" href="icons/sandbox.svg">
<style nonce="${nonce}">${raw(style)}</style>
${page.head}
</head>
<body>
<header class="note"><strong>Sandbox: no real bank.</strong> Nothing that you type here leaves the sandbox.</header>
<main ${page.wide && html`class="wide"`}>
${page.body}
</main>
${page.script && scriptElement(page.script, nonce)}
</body>
</html>`;
}

function scriptElement({ code, data }: NonNullable<Page['script']>, nonce: string): Html {
  return html`<script nonce="${nonce}" data-value="${JSON.stringify(data)}">${raw(code)}</script>`;
}
