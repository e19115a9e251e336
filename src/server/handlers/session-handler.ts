import type { AuthSessionJson } from '../../model/auth-session.ts';
import { checkBoolean, checkFunction } from '../check.ts';
import type { CreateSessionInput } from '../input.ts';
import { fieldsOf } from '../json.ts';
import { knownFields } from '../known-fields.ts';
import { isFlowId } from '../name-flow.ts';
import type { CreateSession } from '../sessions.ts';
import { answerJson, refuse } from './answer.ts';
import type { ConsentHandler } from './fetch-request.ts';
import { mintNamed } from './named-mint.ts';
import { readJsonBody } from './request-body.ts';
import { createRoute, type HandlerOptions } from './route.ts';

/**
 * Says whose session a request asks for: look the user up by your own log-in, and give what to mint, or `null` when
 * nobody is logged in (answered 401). The body may be read here too.
 */
export type SessionResolver = (
  request: Request,
) => CreateSessionInput | null | Promise<CreateSessionInput | null>;

/** How the handler that mints behaves. */
export interface SessionHandlerOptions extends HandlerOptions {
  /**
   * Whether `flow_id` of the browser's request is added to `redirectUri` and `cancelUri` as `consent_flow`, and sent
   * back beside the session. `false` for a console that compares addresses to the letter. Default `true`.
   */
  nameFlows?: boolean;
}

const NAMES = ['allowedOrigins', 'nameFlows', 'onError'] as const;

export function createSessionHandler(
  create: CreateSession,
  resolve: SessionResolver,
  options?: SessionHandlerOptions,
): ConsentHandler {
  checkFunction(resolve, 'resolve');
  const given = knownFields(options, NAMES) as SessionHandlerOptions;
  const nameFlows = checkBoolean(given.nameFlows ?? true, 'nameFlows');

  return createRoute(given, {
    method: 'POST',
    guarded: true,
    async answer(request, report) {
      const body = await readJsonBody(request);
      if (body.refused) return refuse(body.refused);
      const wish = readWish(body.value);
      if (!wish) return refuse('invalid_request');
      const input = await resolve(request);
      if (!input) return refuse('unauthenticated');
      const { session, flowId } = await mintNamed(
        (one) => create(one, { signal: request.signal }),
        withInstitution(input, wish.institutionId),
        nameFlows ? wish.flowId : undefined,
        report,
      );
      return answerSession(session, flowId);
    },
  });
}

interface Wish {
  institutionId: string | undefined;
  flowId: string | undefined;
}

/** All that a browser may say. Fields that are not known are ignored: a newer widget may talk to an older server. */
function readWish({
  institution_id: institutionId,
  flow_id: flowId,
}: Record<string, unknown>): Wish | undefined {
  if (institutionId !== undefined && !isText(institutionId)) return undefined;
  if (flowId !== undefined && !isFlowId(flowId)) return undefined;
  return { institutionId, flowId };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** The one field of a session that a browser may choose, and only where the server has not. */
function withInstitution(input: CreateSessionInput, chosen: string | undefined): CreateSessionInput {
  const institutionId = fieldsOf(input)['institutionId'] ?? chosen;
  return institutionId === undefined ? input : { ...input, institutionId: institutionId as string };
}

/** The session without `id`, which is the client's and none of the browser's business; and the flow it was named for. */
function answerSession(
  { session_id, auth_url, expires_at }: AuthSessionJson,
  flowId: string | undefined,
): Response {
  return answerJson({ session_id, auth_url, expires_at, ...(flowId && { flow_id: flowId }) });
}
