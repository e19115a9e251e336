import type { SessionContext } from '../../src/index.ts';
import type { Choices } from './choices.ts';

/** The settings that are faults of one session. */
const FAULTS = ['ending', 'expiresIn', 'coop', 'framing', 'delayMs'] as const;

/**
 * The `session` function of one flow. An app gives the endpoint's address instead: this does what that does, and adds the
 * query that is the playground's own back door.
 */
export function createSessionRequest(choices: Choices): (context: SessionContext) => Promise<Response> {
  let isFirst = true;
  return ({ signal, flowId }) => {
    const query = queryOf(isFirst || !choices.faultsOnce ? choices : withoutFaults(choices));
    isFirst = false;
    return fetch(`/api/auth-session?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ flow_id: flowId }),
      signal,
    });
  };
}

function withoutFaults(choices: Choices): Choices {
  const settings = { ...choices.settings };
  for (const name of FAULTS) delete settings[name];
  return { ...choices, settings, server: 'ok' };
}

function queryOf({ callback, server, settings }: Choices): URLSearchParams {
  const query = new URLSearchParams({ callback, server });
  if (Object.keys(settings).length > 0) query.set('sandbox', JSON.stringify(settings));
  return query;
}
