import { answerFailure, answerSession, refuse } from './answer.ts';
import { checkFunction } from './check.ts';
import { answerPreflight, corsHeaders, isPreflight } from './cors.ts';
import type { CreateSessionInput } from './input.ts';
import { fieldsOf } from './json.ts';
import { readInstitutionId } from './request-body.ts';
import { checkOrigins, isFromHostPage } from './request-origin.ts';
import { isSessionMintError } from './session-mint-error.ts';
import type { SessionMinter } from './session-minter.ts';

/**
 * Says whose session a request asks for: look the user up by your own log-in, and give what to mint, or `null` when
 * nobody is logged in (answered 401). The body may be read here too.
 */
export type SessionResolver = (
  request: Request,
) => CreateSessionInput | null | Promise<CreateSessionInput | null>;

/** How the handler behaves. */
export interface SessionHandlerOptions {
  /**
   * Origins of host pages, compared exactly, for example `https://app.example.com`. Needed where the handler does not
   * see the page's origin: behind a proxy that ends TLS (for browsers without `Sec-Fetch-Site`), or when the page is
   * on another origin. Such pages get CORS headers, with credentials.
   */
  allowedOrigins?: readonly string[];
  /** Told of every failure that is not the browser's own, because the browser gets a general text only. For logs. */
  onError?: (error: unknown) => void;
}

/** Answers the widget's POST: mount it in whatever speaks `Request` and `Response`. */
export type SessionHandler = (request: Request) => Promise<Response>;

export function createHandler(
  create: SessionMinter['create'],
  resolve: SessionResolver,
  { allowedOrigins = [], onError }: SessionHandlerOptions = {},
): SessionHandler {
  checkFunction(resolve, 'resolve');
  if (onError !== undefined) checkFunction(onError, 'onError');
  const origins = checkOrigins(allowedOrigins);

  async function answer(request: Request): Promise<Response> {
    if (isPreflight(request, origins)) return answerPreflight(request);
    if (request.method !== 'POST') return refuse('method_not_allowed');
    if (!isFromHostPage(request, origins)) return refuse('forbidden_origin');
    const body = await readInstitutionId(request);
    if (body.refused) return refuse(body.refused);
    const input = await resolve(request);
    if (!input) return refuse('unauthenticated');
    const session = await create(withInstitution(input, body.institutionId), { signal: request.signal });
    return answerSession(session);
  }

  return async (request) => {
    const response = await answer(request).catch((error: unknown) => {
      report(error, onError);
      return answerFailure(error);
    });
    for (const [name, value] of corsHeaders(request, origins)) response.headers.set(name, value);
    return response;
  };
}

/** The only field a browser may choose, and only where the server has not. */
function withInstitution(input: CreateSessionInput, chosen: string | undefined): CreateSessionInput {
  const institutionId = fieldsOf(input)['institutionId'] ?? chosen;
  return institutionId === undefined ? input : { ...input, institutionId: institutionId as string };
}

/** A logger that fails, now or later, must cost neither the answer nor the process. */
function report(error: unknown, onError: SessionHandlerOptions['onError']): void {
  if (isSessionMintError(error) && error.code === 'aborted') return;
  void (async () => onError?.(error))().catch(() => {});
}
