import { isListed } from './request-origin.ts';

/**
 * Without these headers a listed page on another origin could not read the answer. `Vary` is always sent, so that a
 * cache does not give the listed page an answer without the headers.
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
