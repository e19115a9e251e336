import { type Context, Hono } from 'hono';
import { createAnswers } from './answers.ts';
import type { SandboxContext } from './context.ts';
import type { SandboxSession } from './session.ts';
import { type Submission, submitToSession, visitSession } from './visit.ts';

/** The hosted pages. `auth_url` opens a session; its pages then follow each other at one address, `step`. */
export function sessionRoutes(context: SandboxContext): Hono {
  const routes = new Hono();
  const answers = createAnswers(context);
  const asked = (c: Context) => context.store.sessions.get(askedSession(c) ?? '');

  const show = (c: Context, session: SandboxSession | undefined) =>
    session ? answers.visit(c, session, visitSession(context, session)) : answers.unknown(c);

  const open = (c: Context) => {
    const session = asked(c);
    const coop = session?.settings.coopOnRedirect;
    return session && coop ? answers.detour(c, session, coop) : show(c, session);
  };

  routes.get('/', (c, next) => (askedSession(c) === undefined ? next() : open(c)));
  routes.get('/consent', open);
  routes.get('/step', (c) => show(c, asked(c)));

  routes.post('/step', async (c) => {
    const session = asked(c);
    if (!session) return answers.unknown(c);
    const sent = readSubmission(new URLSearchParams(await c.req.text()));
    return answers.visit(c, session, submitToSession(context, session, sent));
  });

  return routes;
}

/** Both names at both addresses: an integration must not depend on which one it was given. */
function askedSession(c: Context): string | undefined {
  return c.req.query('sess_id') ?? c.req.query('session');
}

function readSubmission(form: URLSearchParams): Submission {
  return {
    step: form.get('step') ?? '',
    cancel: form.has('cancel'),
    institution: form.get('institution') ?? '',
    customerNumber: form.get('customer_number') ?? '',
    code: form.get('code') ?? '',
    accounts: form.getAll('account'),
  };
}
