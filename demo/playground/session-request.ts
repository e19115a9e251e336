import type { Choices } from './choices.ts';

/** A POST to the integrator's endpoint. The query is the playground's own back door: an app sends none. */
export function requestSession({ callback, settings }: Choices, signal: AbortSignal): Promise<Response> {
  const query = new URLSearchParams({ callback });
  if (Object.keys(settings).length > 0) query.set('sandbox', JSON.stringify(settings));
  return fetch(`/api/auth-session?${query}`, { method: 'POST', signal });
}
