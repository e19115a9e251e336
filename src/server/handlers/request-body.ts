import { isConsentServerError } from '../consent-server-error.ts';
import { withDeadline } from '../deadline.ts';
import { parseJson } from '../json.ts';
import { isObject } from '../read-list.ts';
import { checkUnread } from './fetch-request.ts';

/** A body, or why it was refused. */
export type Body<T> =
  | { refused?: never; value: T }
  | { refused: 'invalid_request' | 'body_too_large' | 'request_timeout' };

const LARGEST_JSON_BYTES = 4096;
/** Without this limit, a body that arrives slowly could keep its request open for ever. */
const LONGEST_MS = 10_000;

/**
 * Reads the JSON object that a page sent. An empty body counts as an empty object. It reads a clone, so that the
 * integrator's `resolve` gets the original request with its body unread: frameworks attach their context to that
 * object. It reads before `resolve` runs, so the size limit and the deadline also protect `resolve`.
 */
export async function readJsonBody(request: Request): Promise<Body<Record<string, unknown>>> {
  checkUnread(request);
  const body = await readBytes(request, LARGEST_JSON_BYTES, () => request.clone());
  if (body.refused) return body;
  const text = new TextDecoder().decode(body.value);
  const json = text.trim() ? parseJson(text) : {};
  return isObject(json) ? { value: json } : { refused: 'invalid_request' };
}

/** Reads the raw body, up to `most` bytes. */
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

/**
 * Leaves a body that is too large unread. Cancelling it closes the connection on some servers before the answer is
 * sent.
 */
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
