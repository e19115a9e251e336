import { parseJson } from './json.ts';
import { SessionMintError } from './session-mint-error.ts';

/** What the browser's body holds: perhaps an institution, or why it is refused. */
export type BrowserBody =
  | { refused?: never; institutionId: string | undefined }
  | { refused: 'invalid_request' | 'body_too_large' };

const LARGEST_BODY_BYTES = 4096;
const INVALID: BrowserBody = { refused: 'invalid_request' };
const TOO_LARGE: BrowserBody = { refused: 'body_too_large' };

/**
 * Reads a copy of the body, so that the integrator's `resolve` gets the very request it was given, unread: frameworks
 * hang their context on that object. It is read before `resolve` runs, so the cap protects that reading as well.
 */
export async function readInstitutionId(request: Request): Promise<BrowserBody> {
  if (request.bodyUsed) throw new SessionMintError('invalid_option', 'the handler must get the body unread');
  const announced = Number(request.headers.get('content-length'));
  if (announced > LARGEST_BODY_BYTES) return TOO_LARGE;
  const text = await readCapped(request.clone()).catch(() => INVALID);
  return typeof text === 'string' ? parseBody(text) : text;
}

/** An oversized stream is left, not cancelled: on some servers that closes the connection before the answer is out. */
async function readCapped(copy: Request): Promise<string | BrowserBody> {
  const reader = copy.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; ; ) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LARGEST_BODY_BYTES) return TOO_LARGE;
    text += decoder.decode(value, { stream: true });
  }
}

function parseBody(text: string): BrowserBody {
  if (!text.trim()) return { institutionId: undefined };
  const json = parseJson(text);
  if (typeof json !== 'object' || !json || Array.isArray(json)) return INVALID;
  const { institution_id: institutionId } = json as Record<string, unknown>;
  if (institutionId === undefined) return { institutionId };
  return typeof institutionId === 'string' && institutionId.trim() ? { institutionId } : INVALID;
}
