/**
 * Who is measured: the product, the plain snippets (the floor), and the peers that do part of the same job. Each with
 * what its host page loads: what the package publishes, or for the peers one minified file of it.
 */
const SCRIPTS: Record<string, readonly string[]> = {
  bare: [],
  'open-consent': ['/dist/open-consent.global.js'],
  'connect-web-sdk': ['/peers/connect-web-sdk.js'],
  nango: ['/peers/nango.js'],
  'oidc-client-ts': ['/peers/oidc-client-ts.js'],
  msal: ['/peers/msal.js'],
};

/** What a callback page loads for each of those that have such a page. */
const CALLBACK_SCRIPTS: Partial<Record<string, string>> = {
  'open-consent': '/dist/open-consent-callback.global.js',
  'oidc-client-ts': '/peers/oidc-client-ts-callback.js',
  msal: '/peers/msal-bridge.js',
};

const script = (src: string) => `<script src="${src}"></script>`;

export function hostPage(name: string): string {
  const scripts = ['/harness.js', ...(SCRIPTS[name] ?? []), `/${name}.js`];
  return page(scripts.map(script).join('\n'), '<button type="button" id="go">Connect your bank</button>');
}

/** A page whose button leads to the provider as fast as its contestant can. */
export function waitPage(name: string): string {
  const ahead = ['/dist/open-consent.global.js', '/dist/open-consent-prefetch.global.js'];
  const scripts = name === 'open-consent-ahead' ? ahead : (SCRIPTS[name] ?? []);
  const button = '<button type="button" id="go">Connect your bank</button>';
  return page(scripts.map(script).join('\n'), button + script('/wait.js'));
}

/** Its first script line writes down the time, where the host page can read it. */
export function callbackPage(name: string): string {
  const first = `<script>localStorage.setItem('bench', performance.timeOrigin + performance.now())</script>`;
  return page(first + script(CALLBACK_SCRIPTS[name] ?? ''), '');
}

/** The script stands behind the elements: it finds them all in the page. */
export function elementsPage(count: number): string {
  const element = '<open-consent session-url="/session">Connect your bank</open-consent>';
  return page('', element.repeat(count) + script('/dist/open-consent.global.js'));
}

export function page(head: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
${head}</head><body>${body}</body></html>`;
}
