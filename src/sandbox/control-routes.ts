import { type Context, Hono } from 'hono';
import { badRequest } from './api/api-error.ts';
import { readJson } from './api/read-body.ts';
import { nowSeconds, type SandboxContext } from './context.ts';
import { findFault, toggleFault } from './faults.ts';
import { pageHeaders } from './headers.ts';
import { icon } from './pages/icon.ts';
import { indexPage } from './pages/index-page.ts';
import { layout } from './pages/layout.ts';
import { describeProblems, readSettings } from './read-settings.ts';
import { type SandboxSessionInfo, sessionInfo } from './session.ts';

/** The sandbox's own side, which no provider has: look at the sessions, set up the next one. */
export function controlRoutes(context: SandboxContext): Hono {
  const { store, defaults } = context;
  const routes = new Hono();

  routes.get('/', (c) => {
    const { next } = store;
    store.next = { settings: next.settings };
    const nonce = crypto.randomUUID();
    const page = indexPage({ sessions: listSessions(context), defaults, next });
    return c.html(layout(page, nonce), 200, pageHeaders({ nonce }));
  });

  routes.get('/sandbox/sessions', (c) => c.json(listSessions(context)));

  routes.post('/sandbox/next', async (c) => {
    if (c.req.header('content-type')?.startsWith('application/json')) return setNextByJson(context, c);
    setNextByForm(context, new URLSearchParams(await c.req.text()));
    return c.redirect('../', 303);
  });

  routes.get('/icons/:file{.+\\.svg}', (c) => {
    const svg = icon(c.req.param('file').slice(0, -'.svg'.length));
    if (svg === undefined) return c.notFound();
    return c.body(svg, 200, { 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' });
  });

  return routes;
}

export function listSessions(context: SandboxContext): SandboxSessionInfo[] {
  const at = nowSeconds(context);
  return [...context.store.sessions.values()].map((session) => sessionInfo(session, at));
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
