import { checkFunction } from '../check.ts';
import { type ConsentServerError, isConsentServerError } from '../consent-server-error.ts';
import { answerFailure, refuse } from './answer.ts';
import { answerPreflight, corsHeaders, isPreflight } from './cors.ts';
import { type ConsentHandler, checkRequest } from './fetch-request.ts';
import { checkOrigins, isFromHostPage } from './request-origin.ts';

/** How every handler tells of failures. */
export interface ReportOptions {
  /**
   * Called with every failure that is not the caller's own, because the caller gets a general text only. For logs: no
   * error of this library holds a secret. Default: `console.error`.
   */
  onError?: (error: unknown) => void;
}

/** How the handlers for pages behave. */
export interface HandlerOptions extends ReportOptions {
  /**
   * Origins of host pages, compared exactly, for example `https://app.example.com`. Needed where the handler does not
   * see the page's origin: behind a proxy that ends TLS (for browsers without `Sec-Fetch-Site`), or when the page is
   * on another origin. Such pages get CORS headers, with credentials.
   */
  allowedOrigins?: readonly string[];
}

interface Route {
  method: 'GET' | 'POST';
  /** Whether a request of another site is refused, because the user's cookies come with it. */
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
      // What is no Request has no headers to look at.
      return refuse('server_error');
    }
  };
}

function refuseMethod(allowed: string): Response {
  const response = refuse('method_not_allowed');
  response.headers.set('allow', allowed);
  return response;
}

/** A logger that fails, now or later, must cost neither the answer nor the process. */
function tell(error: unknown, onError: (error: unknown) => unknown): void {
  if (isConsentServerError(error) && error.code === 'aborted') return;
  void (async () => onError(error))().catch(() => {});
}

function logError(error: unknown): void {
  console.error(error);
}
