import { Hono } from 'hono';
import type { SandboxContext } from '../context.ts';
import { createEndUser, deleteEndUser, findEndUser, listEndUsers } from '../end-users.ts';
import { readEndUserInput, readJson } from './read-body.ts';
import { type ApiEnv, listJson } from './version.ts';

export function endUserRoutes(context: SandboxContext): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/', (c) => {
    const found = listEndUsers(context, c.req.query('email'));
    return c.json(listJson(c.get('version'), 'end_users', found));
  });

  routes.post('/', async (c) => {
    const { id } = createEndUser(context, readEndUserInput(await readJson(c.req)));
    return c.json({ end_user_id: id });
  });

  routes.get('/:id', (c) => c.json(findEndUser(context, c.req.param('id'))));

  routes.delete('/:id', (c) => {
    deleteEndUser(context, c.req.param('id'));
    return c.body(null, 204);
  });

  return routes;
}
