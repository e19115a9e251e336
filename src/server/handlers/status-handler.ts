import { checkFunction, checkText } from '../check.ts';
import type { Consents } from '../consents.ts';
import { knownFields } from '../known-fields.ts';
import { recallNewest } from '../newest-session.ts';
import type { SafeStore } from '../store.ts';
import { answerJson, refuse } from './answer.ts';
import type { ConsentHandler } from './fetch-request.ts';
import { readJsonBody } from './request-body.ts';
import { createRoute, type HandlerOptions } from './route.ts';

/**
 * Returns the platform's end-user id of the user who is logged in, taken from your own login, or `null` if nobody is.
 * You can pass the same function as to `sessions.toHandler()`.
 */
export type UserResolver = (
  request: Request,
) => { endUserId: string } | null | Promise<{ endUserId: string } | null>;

const NAMES = ['allowedOrigins', 'onError'] as const;

/** A consent names its user but no session, so the handler can answer only for the newest session of the user. */
export function createStatusHandler(
  { store, consents }: { store: SafeStore; consents: Consents },
  resolve: UserResolver,
  options?: HandlerOptions,
): ConsentHandler {
  checkFunction(resolve, 'resolve');
  return createRoute(knownFields(options, NAMES) as HandlerOptions, {
    method: 'POST',
    guarded: true,
    async answer(request) {
      const body = await readJsonBody(request);
      if (body.refused) return refuse(body.refused);
      const sessionId = body.value['session_id'];
      if (typeof sessionId !== 'string' || !sessionId) return refuse('invalid_request');
      const user = await resolve(request);
      if (!user) return refuse('unauthenticated');
      const endUserId = checkText(user.endUserId, 'endUserId');
      const newest = await recallNewest(store, endUserId);
      if (newest?.sessionId !== sessionId) return refuse('session_not_found');
      const made = await consents.madeSince(endUserId, newest.mintedAt, { signal: request.signal });
      return answerJson({ status: made.length > 0 ? 'success' : 'pending' });
    },
  });
}
