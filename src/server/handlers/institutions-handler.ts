import { checkText, optional } from '../check.ts';
import type { Institution, ListInstitutions } from '../institutions.ts';
import { knownFields } from '../known-fields.ts';
import { answerJson } from './answer.ts';
import type { ConsentHandler } from './fetch-request.ts';
import { createRoute, type HandlerOptions } from './route.ts';

/** The options of `institutions.toHandler()`. */
export interface InstitutionsHandlerOptions extends HandlerOptions {
  /** Lists institutions of one industry only. Default: all. A page cannot choose the industry. */
  industry?: string;
}

const NAMES = ['allowedOrigins', 'industry', 'onError'] as const;
/** Anyone can call the handler, so it does not call the platform more often than this. */
const FRESH_MS = 5 * 60_000;

export function createInstitutionsHandler(
  list: ListInstitutions,
  options?: InstitutionsHandlerOptions,
): ConsentHandler {
  const { industry: given, ...rest } = knownFields(options, NAMES);
  const industry = optional(given, 'industry', checkText);
  const take = keepFresh(async () => {
    const all = await list(industry === undefined ? {} : { industry });
    return all.filter(({ is_accessible }) => is_accessible !== false).map(toRow);
  });
  return createRoute(rest as HandlerOptions, {
    method: 'GET',
    guarded: false,
    async answer() {
      const institutions = await take();
      return answerJson({ institutions }, { 'cache-control': `public, max-age=${FRESH_MS / 1000}` });
    },
  });
}

/** The fields that a picker shows. The platform's other fields are not passed on. */
function toRow({ id, name, icon, logo, industry, status }: Institution): object {
  return { id, name, icon, logo, industry, status: status?.connections?.status };
}

/** Shares one call among concurrent requests, and keeps its answer for FRESH_MS. A failure is not kept. */
function keepFresh<T>(fetchOne: () => Promise<T>): () => Promise<T> {
  let held: { value: Promise<T>; endsAt: number } | undefined;
  return () => {
    if (held && Date.now() < held.endsAt) return held.value;
    const value = fetchOne();
    const mine = { value, endsAt: Date.now() + FRESH_MS };
    held = mine;
    value.catch(() => {
      if (held === mine) held = undefined;
    });
    return value;
  };
}
