import { Hono } from 'hono';
import type { SandboxContext } from '../context.ts';
import { institutions } from '../institutions.ts';
import { mintSession } from '../mint.ts';
import { readJson, readMintInput } from './read-body.ts';
import { consentJson, institutionJson } from './resources.ts';
import { checkToken, issueToken } from './tokens.ts';

/** The REST side, for an integrator's server. No CORS headers: a browser has no business here. */
export function apiRoutes(context: SandboxContext): Hono {
  const api = new Hono();

  api.post('/token', async (c) => c.json(issueToken(context, await readJson(c.req))));

  api.post('/auth/session', async (c) => {
    const { clientId } = checkToken(context, c.req.header('authorization'));
    return c.json(mintSession(context, readMintInput(await readJson(c.req)), clientId));
  });

  api.get('/institutions', (c) => {
    checkToken(context, c.req.header('authorization'));
    return c.json(institutions.map((one) => institutionJson(one, context.origin())));
  });

  api.get('/consent', (c) => {
    checkToken(context, c.req.header('authorization'));
    const endUserId = c.req.query('end_user_id');
    const made = context.store.consents.filter((one) => !endUserId || one.endUserId === endUserId);
    return c.json(made.map(consentJson));
  });

  return api;
}
