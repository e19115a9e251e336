import { checkFunction } from '../check.ts';
import { type ConsentServerError, isConsentServerError } from '../consent-server-error.ts';
import { answerFailure, refuse } from './answer.ts';
import { answerPreflight, corsHeaders, isPreflight } from './cors.ts';
import { type ConsentHandler, checkRequest } from './fetch-request.ts';
import { checkOrigins, isFromHostPage } from './request-origin.ts';

/** How a handler reports failures. */
export interface ReportOptions {
  /**
   * Called with server-side errors. The browser gets only a general text, so log them here. No error of this library
   * holds a secret. Default: `console.error`.
   */
  onError?: (error: unknown) => void;
}

/** The options of a handler that pages call. */
export interface HandlerOptions extends ReportOptions {
  /**
   * The exact origins of your pages, for example `https://app.example.com`. You need it if the handler sees another
   * origin than your page: behind a proxy that ends TLS (for browsers without `Sec-Fetch-Site`), or if the page is on
   * another origin. The handler sends CORS headers, with credentials, to these origins.
   */
  allowedOrigins?: readonly string[];
}

interface Route {
  method: 'GET' | 'POST';
  /** Whether to refuse requests of other sites, which may come with the user's cookies. */
  guarded: boolean;
  answer(request: Request, report: (error: ConsentServerError) => void): Promise<Response>;
}

export function createRoute(
  { allowedOrigins = [], onError = logError }: HandlerOptions,
  route: Route,
): ConsentHandler {
  checkFunction(onError, 'onError');
  const origins = checkOrigins(allowedOrigins);
  const report = (error: unknown) => tell(error, onError);

  async function answer(request: Request): Promise<Response> {
    checkRequest(request);
    if (isPreflight(request, origins)) return answerPreflight(request, route.method);
    if (request.method !== route.method) return refuseMethod(route.method);
    if (route.guarded && !isFromHostPage(request, origins)) return refuse('forbidden_origin');
    return route.answer(request, report);
  }

  return async (request) => {
    try {
      const response = await answer(request).catch((error: unknown) => {
        report(error);
        return answerFailure(error);
      });
      for (const [name, value] of corsHeaders(request, origins)) response.headers.set(name, value);
      return response;
    } catch {
      // Something that is not a Request has no headers.
      return refuse('server_error');
    }
  };
}

function refuseMethod(allowed: string): Response {
  const response = refuse('method_not_allowed');
  response.headers.set('allow', allowed);
  return response;
}

/** If the logger throws or rejects, the answer and the process must survive. */
function tell(error: unknown, onError: (error: unknown) => unknown): void {
  if (isConsentServerError(error) && error.code === 'aborted') return;
  void (async () => onError(error))().catch(() => {});
}

function logError(error: unknown): void {
  console.error(error);
}
