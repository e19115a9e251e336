import type { SandboxSettings } from './settings.ts';

/** What a page of a session is sent with, besides the content. */
export interface PageHeaders {
  readonly nonce: string;
  readonly settings?: SandboxSettings;
  /** Whether it is the first page of its session. */
  readonly first?: boolean;
}

export function pageHeaders({ nonce, settings, first = true }: PageHeaders): Record<string, string> {
  const refuses =
    settings && (first ? settings.framingFrom === 'first' : true) ? settings.framing : 'allowed';
  return {
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': contentPolicy(nonce, refuses === 'frame-ancestors'),
    ...(refuses === 'x-frame-options' && { 'x-frame-options': 'DENY' }),
    ...(settings && openerPolicy(settings)),
  };
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
