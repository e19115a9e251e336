import { type Context, Hono } from 'hono';
import { ApiError, errorBody } from './api/api-error.ts';
import { apiRoutes } from './api/api-routes.ts';
import { endExpired } from './consents.ts';
import type { SandboxContext } from './context.ts';
import { controlRoutes } from './control-routes.ts';
import { closedHeaders, refuseForeignHosts, refuseLargeBodies, refuseOtherOrigins } from './safety/guards.ts';
import { sessionRoutes } from './session-routes.ts';

/** The whole sandbox as one application. Session pages come first: the index takes what is left of `/`. */
export function createApp(context: SandboxContext): Hono {
  const app = new Hono();

  app.use(async (c, next) => {
    const startedAt = context.now();
    await next();
    const { method, path } = c.req;
    context.log({ type: 'request', method, path, status: c.res.status, ms: context.now() - startedAt });
  });
  app.use('/v1/*', closedHeaders);
  app.use('/sandbox/*', closedHeaders);
  app.use(refuseForeignHosts(context.allowedHosts), refuseOtherOrigins, refuseLargeBodies);
  app.use(async (_, next) => {
    endExpired(context);
    await next();
  });

  app.route('/v1', apiRoutes(context));
  app.route('/', sessionRoutes(context));
  app.route('/', controlRoutes(context));

  app.notFound((c) => sendError(c, new ApiError(404, 'not_found', 'There is nothing at this address')));
  app.onError((error, c) => sendError(c, toApiError(error, c, context)));

  return app;
}

function toApiError(error: Error, c: Context, { log }: SandboxContext): ApiError {
  if (error instanceof ApiError) return error;
  if (c.req.raw.signal.aborted) return new ApiError(400, 'incomplete_request', 'The request ended too early');
  log({ type: 'error', message: error.message });
  return new ApiError(500, 'internal_error', 'The sandbox itself failed; its log says why');
}

function sendError(c: Context, error: ApiError): Response {
  return c.json(errorBody(error), error.status);
}
