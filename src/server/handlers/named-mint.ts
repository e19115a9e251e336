import type { AuthSessionJson } from '../../model/auth-session.ts';
import { parseHttpUrl } from '../check.ts';
import { ConsentServerError, isConsentServerError } from '../consent-server-error.ts';
import type { CreateSessionInput } from '../input.ts';
import { fieldsOf } from '../json.ts';
import { nameFlow } from '../name-flow.ts';

/** A session, and the flow id in its addresses, if any. */
export interface NamedSession {
  session: AuthSessionJson;
  flowId?: string;
}

/**
 * Mints with the flow id in both addresses. A platform that compares addresses byte by byte may refuse them with a 400.
 * Then this mints once more without the id, because an unnamed flow still works, and reports that to `report`.
 */
export async function mintNamed(
  mint: (input: CreateSessionInput) => Promise<AuthSessionJson>,
  input: CreateSessionInput,
  flowId: string | undefined,
  report: (error: ConsentServerError) => void,
): Promise<NamedSession> {
  const named = flowId && withFlow(input, flowId);
  if (!named) return { session: await mint(input) };
  try {
    return { session: await mint(named), flowId };
  } catch (error) {
    if (!isConsentServerError(error) || error.status !== 400) throw error;
    const session = await mint(input);
    report(unnamed(error));
    return { session };
  }
}

/**
 * Returns nothing if there is no valid `redirectUri`, because a success would then come back without the id. An invalid
 * address stays unchanged, so that the check of the input refuses it by name.
 */
function withFlow(input: CreateSessionInput, flowId: string): CreateSessionInput | undefined {
  const { redirectUri, cancelUri } = fieldsOf(input);
  if (!parseHttpUrl(redirectUri)) return undefined;
  return {
    ...input,
    redirectUri: nameFlow(redirectUri as string, flowId),
    ...(parseHttpUrl(cancelUri) && { cancelUri: nameFlow(cancelUri as string, flowId) }),
  };
}

function unnamed({ platform }: ConsentServerError): ConsentServerError {
  const message =
    'the platform refused redirectUri or cancelUri with consent_flow in the query, and took them without it. ' +
    'Register the addresses so that any query is allowed, or give sessions.toHandler() nameFlows: false';
  return new ConsentServerError('flow_unnamed', message, { status: 400, ...(platform && { platform }) });
}
