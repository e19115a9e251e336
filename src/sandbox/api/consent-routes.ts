import { Hono } from 'hono';
import { listConsents, revokeConsent } from '../consents.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from './api-error.ts';
import { consentJson } from './resources.ts';
import { type ApiEnv, listJson } from './version.ts';

export function consentRoutes(context: SandboxContext): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  const { store, origin } = context;

  routes.get('/', (c) => {
    const endUserId = c.req.query('end_user_id');
    const active = readActive(c.req.query('active'));
    const consents = listConsents(context)
      .filter((one) => endUserId === undefined || one.endUserId === endUserId)
      .filter(({ ended }) => active === undefined || active === (ended === undefined))
      .map((one) => consentJson(one, store.endUsers.get(one.endUserId)?.email, origin()));
    return c.json(listJson(c.get('version'), 'consents', consents));
  });

  // The platform answers 204 for unknown ids as well.
  routes.delete('/:arrangementId', (c) => {
    revokeConsent(context, c.req.param('arrangementId'));
    return c.body(null, 204);
  });

  return routes;
}

function readActive(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw badRequest('active must be true or false');
}
