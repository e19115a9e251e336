import { isConsentServerError } from '../consent-server-error.ts';
import { withDeadline } from '../deadline.ts';
import { parseJson } from '../json.ts';
import { isObject } from '../read-list.ts';
import { checkUnread } from './fetch-request.ts';

/** A body, or why there is none. */
export type Body<T> =
  | { refused?: never; value: T }
  | { refused: 'invalid_request' | 'body_too_large' | 'request_timeout' };

const LARGEST_JSON_BYTES = 4096;
/** Where nobody ends it, a body that trickles in would hold its request open for good. */
const LONGEST_MS = 10_000;

/**
 * The JSON object that a page sent; an empty body is an empty object. A copy is read, so that the integrator's `resolve`
 * gets the very request it was given, unread: frameworks hang their context on that object. It is read before `resolve`
 * runs, so the cap and the deadline protect that reading as well.
 */
export async function readJsonBody(request: Request): Promise<Body<Record<string, unknown>>> {
  checkUnread(request);
  const body = await readBytes(request, LARGEST_JSON_BYTES, () => request.clone());
  if (body.refused) return body;
  const text = new TextDecoder().decode(body.value);
  const json = text.trim() ? parseJson(text) : {};
  return isObject(json) ? { value: json } : { refused: 'invalid_request' };
}

/** The raw body, up to a number of bytes. */
export async function readBytes(
  request: Request,
  most: number,
  source: () => Request = () => request,
): Promise<Body<Uint8Array<ArrayBuffer>>> {
  if (Number(request.headers.get('content-length')) > most) return { refused: 'body_too_large' };
  try {
    return await withDeadline(LONGEST_MS, undefined, (deadline) => deadline.race(drain(source(), most)));
  } catch (error) {
    const late = isConsentServerError(error) && error.code === 'timeout';
    return { refused: late ? 'request_timeout' : 'invalid_request' };
  }
}

/** What is too large is left, not cancelled: on some servers that closes the connection before the answer is out. */
async function drain({ body }: Request, most: number): Promise<Body<Uint8Array<ArrayBuffer>>> {
  const reader = body?.getReader();
  const bytes = new Uint8Array(most);
  for (let size = 0; ; ) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return { value: bytes.slice(0, size) };
    if (size + value.length > most) return { refused: 'body_too_large' };
    bytes.set(value, size);
    size += value.length;
  }
}
