import type { ConsentOutcome } from '../model/outcome.ts';
import { ar } from '../ui/texts/ar.ts';
import { de } from '../ui/texts/de.ts';
import { en } from '../ui/texts/en.ts';
import { es } from '../ui/texts/es.ts';
import { fr } from '../ui/texts/fr.ts';
import { zh } from '../ui/texts/zh.ts';
import {
  type DescribeLanguage,
  type DescribeOptions,
  describeOutcome,
  type OutcomeDescription,
} from './describe-outcome.ts';
import { arWords } from './words/ar.ts';
import { deWords } from './words/de.ts';
import { enWords } from './words/en.ts';
import { esWords } from './words/es.ts';
import { frWords } from './words/fr.ts';
import { zhWords } from './words/zh.ts';

/** What `describe()` takes where it has all languages. */
export interface DescribeInOptions extends DescribeOptions {
  /** A BCP 47 tag, for example `de` or `pt-BR`. A language that is not there is English. Default `en`. */
  lang?: string | undefined;
}

const LANGUAGES: ReadonlyMap<string, DescribeLanguage> = new Map([
  ['ar', [ar, arWords]],
  ['de', [de, deWords]],
  ['en', [en, enWords]],
  ['es', [es, esWords]],
  ['fr', [fr, frWords]],
  ['zh', [zh, zhWords]],
]);

/**
 * Says in words for the user how a flow ended: what the widget's panels would say, and what they have no need to say (a
 * success, a cancel). For pages that draw their own UI, and for e-mails and logs on a server.
 */
export function describe(
  outcome: ConsentOutcome,
  { lang = 'en', ...options }: DescribeInOptions = {},
): OutcomeDescription {
  const [primary = ''] = lang.toLowerCase().split('-');
  return describeOutcome(outcome, LANGUAGES.get(primary) ?? [en, enWords], options);
}
