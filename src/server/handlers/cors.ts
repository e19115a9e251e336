import { isListed } from './request-origin.ts';

/**
 * A listed page on another origin could ask but not read the answer without these. `Vary` is for all: a cache would hand
 * an answer without them to the listed page.
 */
export function corsHeaders(request: Request, listed: ReadonlySet<string>): [string, string][] {
  if (listed.size === 0) return [];
  const vary: [string, string] = ['vary', 'origin'];
  if (!isListed(request, listed)) return [vary];
  return [
    vary,
    ['access-control-allow-origin', request.headers.get('origin') ?? ''],
    ['access-control-allow-credentials', 'true'],
    // The widget reads the server's clock from `Date`.
    ['access-control-expose-headers', 'date, retry-after'],
  ];
}

export function isPreflight(request: Request, listed: ReadonlySet<string>): boolean {
  return request.method === 'OPTIONS' && isListed(request, listed);
}

export function answerPreflight(request: Request, method: string): Response {
  const headers = new Headers({ 'access-control-allow-methods': method, 'cache-control': 'no-store' });
  const asked = request.headers.get('access-control-request-headers');
  if (asked) headers.set('access-control-allow-headers', asked);
  return new Response(null, { status: 204, headers });
}
