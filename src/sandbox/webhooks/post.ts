import { signBody } from './signature.ts';

const ANSWER_MS = 5000;

/** Posts a signed body and returns the status of the answer. Does not follow redirects. */
export async function postSigned(
  url: string,
  body: string,
  secret: string,
  stopped: AbortSignal,
): Promise<number | 'no answer'> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-fiskil-signature': signBody(body, secret) },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 'no answer';
  }
}
