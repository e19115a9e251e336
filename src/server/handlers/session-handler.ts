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
 * Returns what to mint for a request: the logged-in user, taken from your own login, and the addresses. Returns `null`
 * if nobody is logged in: the handler then answers 401. You can also read the request body here.
 */
export type SessionResolver = (
  request: Request,
) => CreateSessionInput | null | Promise<CreateSessionInput | null>;

/** The options of `sessions.toHandler()`. */
export interface SessionHandlerOptions extends HandlerOptions {
  /**
   * Whether the handler adds the `flow_id` of the browser's request to `redirectUri` and `cancelUri` as `consent_flow`,
   * and sends it back with the session. Set it to `false` if your console compares addresses byte by byte. Default
   * `true`.
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

/** Reads the fields that a browser may send. Ignores unknown ones, because a newer widget may call an older server. */
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

/** The only field of a session that the browser may choose, and only if the server has not set it. */
function withInstitution(input: CreateSessionInput, chosen: string | undefined): CreateSessionInput {
  const institutionId = fieldsOf(input)['institutionId'] ?? chosen;
  return institutionId === undefined ? input : { ...input, institutionId: institutionId as string };
}

/** The session and its flow id. `id` is left out: it is the id of the client, and the browser does not need it. */
function answerSession(
  { session_id, auth_url, expires_at }: AuthSessionJson,
  flowId: string | undefined,
): Response {
  return answerJson({ session_id, auth_url, expires_at, ...(flowId && { flow_id: flowId }) });
}
