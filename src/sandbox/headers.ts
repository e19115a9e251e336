import type { SandboxSettings } from './settings.ts';

/** Input for the response headers of a page. */
export interface PageHeaders {
  readonly nonce: string;
  /** Settings of the page's session. Without a session the page cannot be framed, against clickjacking. */
  readonly settings?: SandboxSettings;
  /** Whether it is the first page of its session. */
  readonly first?: boolean;
}

export function pageHeaders({ nonce, settings, first = true }: PageHeaders): Record<string, string> {
  const refuses = settings ? framing(settings, first) : 'frame-ancestors';
  return {
    'cache-control': 'no-store',
    // With `no-referrer`, browsers send `Origin: null` for the sandbox's own forms too.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': contentPolicy(nonce, refuses === 'frame-ancestors'),
    ...(refuses === 'x-frame-options' && { 'x-frame-options': 'DENY' }),
    ...(settings && openerPolicy(settings)),
  };
}

function framing({ framing, framingFrom }: SandboxSettings, first: boolean): SandboxSettings['framing'] {
  return first && framingFrom === 'second' ? 'allowed' : framing;
}

/** Forms stay here: the way to a callback is by script or link, which `form-action` does not govern. */
function contentPolicy(nonce: string, refusesFrames: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    ...(refusesFrames ? ["frame-ancestors 'none'"] : []),
  ].join('; ');
}

function openerPolicy({ coop, coopReportOnly }: SandboxSettings): Record<string, string> {
  return {
    ...(coop && { 'cross-origin-opener-policy': coop }),
    ...(coopReportOnly && { 'cross-origin-opener-policy-report-only': coopReportOnly }),
  };
}
