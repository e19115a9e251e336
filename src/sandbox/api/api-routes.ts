import { Hono, type MiddlewareHandler } from 'hono';
import type { SandboxContext } from '../context.ts';
import { institutions } from '../institutions.ts';
import { mintSession } from '../mint.ts';
import { badRequest } from './api-error.ts';
import { consentRoutes } from './consent-routes.ts';
import { endUserRoutes } from './end-user-routes.ts';
import { readJson, readMintInput } from './read-body.ts';
import { institutionJson } from './resources.ts';
import { checkToken, issueToken } from './tokens.ts';
import { type ApiEnv, chooseVersion } from './version.ts';

const WITH_TOKEN = ['/auth/session', '/institutions', '/consent/*', '/end-users/*'];

/** The REST side, for an integrator's server. No CORS headers: a browser has no business here. */
export function apiRoutes(context: SandboxContext): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  const withToken: MiddlewareHandler<ApiEnv> = async (c, next) => {
    c.set('clientId', checkToken(context, c.req.header('authorization')).clientId);
    await next();
  };

  api.use(chooseVersion(context.apiVersion));
  api.post('/token', async (c) => c.json(issueToken(context, await readJson(c.req))));
  for (const path of WITH_TOKEN) api.use(path, withToken);

  api.post('/auth/session', async (c) =>
    c.json(mintSession(context, readMintInput(await readJson(c.req)), c.get('clientId'))),
  );

  api.get('/institutions', (c) => {
    const { client_id: clientId, industry } = c.req.query();
    if (clientId !== c.get('clientId'))
      throw badRequest('The client_id parameter must be the client id that got the token');
    const listed = institutions.filter((one) => industry === undefined || one.industry === industry);
    return c.json(listed.map((one) => institutionJson(one, context.origin())));
  });

  api.route('/consent', consentRoutes(context));
  api.route('/end-users', endUserRoutes(context));

  return api;
}
