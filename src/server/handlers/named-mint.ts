import type { AuthSessionJson } from '../../model/auth-session.ts';
import { parseHttpUrl } from '../check.ts';
import { ConsentServerError, isConsentServerError } from '../consent-server-error.ts';
import type { CreateSessionInput } from '../input.ts';
import { fieldsOf } from '../json.ts';
import { nameFlow } from '../name-flow.ts';

/** A session, and the id of the flow whose name its addresses carry. */
export interface NamedSession {
  session: AuthSessionJson;
  flowId?: string;
}

/**
 * Mints with the flow's id in both addresses. A platform that compares addresses to the letter may refuse them so (a
 * 400): then once more without the id, because an unnamed flow still works, and `report` gets an error that says so.
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
 * Nothing where no `redirectUri` can carry the id: the success would come home without it. What is no address is left
 * as it is, for the check of the input to refuse by its name.
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
