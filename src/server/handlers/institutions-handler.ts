import { checkText, optional } from '../check.ts';
import type { Institution, ListInstitutions } from '../institutions.ts';
import { knownFields } from '../known-fields.ts';
import { answerJson } from './answer.ts';
import type { ConsentHandler } from './fetch-request.ts';
import { createRoute, type HandlerOptions } from './route.ts';

/** How the handler that lists institutions behaves. */
export interface InstitutionsHandlerOptions extends HandlerOptions {
  /** Only those of one industry. Default: all. A page cannot choose it. */
  industry?: string;
}

const NAMES = ['allowedOrigins', 'industry', 'onError'] as const;
/** Everybody may ask, so the platform is not asked more often than this. */
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

/** What a picker shows. The rest of the platform's fields may be anything. */
function toRow({ id, name, icon, logo, industry, status }: Institution): object {
  return { id, name, icon, logo, industry, status: status?.connections?.status };
}

/** One call for all who ask meanwhile, and its answer for a while; a failure is not kept. */
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
