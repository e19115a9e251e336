import { type Context, Hono } from 'hono';
import { badRequest } from './api/api-error.ts';
import { readJson } from './api/read-body.ts';
import { revokeConsent } from './consents.ts';
import type { SandboxContext } from './context.ts';
import { listEndUsers } from './end-users.ts';
import { findFault, toggleFault } from './faults.ts';
import { pageHeaders } from './headers.ts';
import { consentList, sessionList, webhookList } from './lists.ts';
import { icon } from './pages/icon.ts';
import { indexPage } from './pages/index-page.ts';
import { layout } from './pages/layout.ts';
import { describeProblems, readSettings } from './read-settings.ts';

/** Routes that no provider has: lists, and the settings of the next session. */
export function controlRoutes(context: SandboxContext): Hono {
  const routes = new Hono();

  routes.get('/', (c) => showIndex(context, c));
  routes.get('/sandbox/sessions', (c) => c.json(sessionList(context)));
  routes.get('/sandbox/consents', (c) => c.json(consentList(context)));
  routes.get('/sandbox/webhooks', (c) => c.json(webhookList(context)));
  routes.get('/sandbox/end-users', (c) => c.json(listEndUsers(context)));

  routes.post('/sandbox/next', async (c) => {
    if (c.req.header('content-type')?.startsWith('application/json')) return setNextByJson(context, c);
    setNextByForm(context, await readForm(c));
    return c.redirect('../', 303);
  });

  routes.post('/sandbox/revoke', async (c) => {
    revokeConsent(context, (await readForm(c)).get('arrangement') ?? '');
    return c.redirect('../', 303);
  });

  routes.get('/icons/:file{.+\\.svg}', (c) => {
    const svg = icon(c.req.param('file').slice(0, -'.svg'.length));
    if (svg === undefined) return c.notFound();
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' });
  });

  return routes;
}

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

function showIndex(context: SandboxContext, c: Context) {
  const { store, defaults } = context;
  const { next } = store;
  store.next = { settings: next.settings };
  const nonce = crypto.randomUUID();
  const lists = {
    sessions: sessionList(context),
    consents: consentList(context),
    webhooks: webhookList(context),
  };
  return c.html(layout(indexPage({ ...lists, defaults, next }), nonce), 200, pageHeaders({ nonce }));
}

async function setNextByJson({ store }: SandboxContext, c: Context): Promise<Response> {
  const { settings, problems } = readSettings(await readJson(c.req));
  const wrong = describeProblems(problems);
  if (wrong) throw badRequest(`Sandbox settings: ${wrong}`, 'invalid_sandbox_settings');
  store.next = { settings };
  return c.json({ settings });
}

/** One button is one fault. The form holds every setting; one with a problem changes nothing and is shown again. */
function setNextByForm({ store, defaults }: SandboxContext, form: URLSearchParams): void {
  if (form.has('reset')) {
    store.next = { settings: {} };
    return;
  }
  const fault = findFault(form.get('fault') ?? '');
  if (fault) {
    store.next = { settings: toggleFault(store.next.settings, defaults, fault) };
    return;
  }
  const typed = Object.fromEntries(form);
  const { settings, problems } = readSettings(typed);
  store.next = problems.length > 0 ? { ...store.next, refused: { typed, problems } } : { settings };
}
