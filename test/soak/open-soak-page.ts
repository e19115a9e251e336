import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import type { SoakPage } from './soak.ts';

const SCRIPT = new URL('../../dist/open-consent.global.js', import.meta.url);

const HOST = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Soak</title><link rel="icon" href="data:,">
<script src="/open-consent.global.js"></script>
<script>
  const auth_url = \`http://127.0.0.1:\${location.port}/bank\`;
  window.openFlow = (mode) => {
    const expires_at = Math.floor(Date.now() / 1000) + 600;
    return OpenConsent.openConsent({ session: { id: 'soak', session_id: crypto.randomUUID(), auth_url, expires_at }, mode });
  };
</script>
<body></body></html>`;

/** Ends the consent as soon as it has loaded, in a window or in a frame. */
const PROVIDER = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bank</title>
<script>(opener ?? parent).postMessage({ isCompleted: true, consentID: 'consent-1' }, '*')</script></html>`;

/** A host page and a provider that does nothing but say yes: two sites, so two processes. */
export async function openSoakPage(browser: Browser): Promise<SoakPage & { close(): Promise<void> }> {
  const script = await readFile(SCRIPT, 'utf8');
  const server = createServer(({ url }, response) => {
    const [type, body] = url?.endsWith('.js')
      ? ['text/javascript', script]
      : ['text/html', url === '/bank' ? PROVIDER : HOST];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}/`);
  return {
    context,
    page,
    async close() {
      await context.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
