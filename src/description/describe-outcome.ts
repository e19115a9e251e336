import type { CancelReason, ConsentFailed, ConsentOutcome } from '../model/outcome.ts';
import type { SomeTexts, Texts } from '../model/texts.ts';
import { problemText } from '../ui/problem-text.ts';
import type { Words } from './words.ts';

/** An outcome in words for the user. */
export interface OutcomeDescription {
  title: string;
  text: string;
  /** What the user can do next. Nothing after a success, or where `text` says it already. */
  advice?: string;
  /** The language of these texts, as a BCP 47 tag, and its direction: for the element that shows them. */
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** What `describe()` takes. */
export interface DescribeOptions {
  /** Your own words, as given to `ui.texts`: of these, `problemTitle` and `problems` are used. */
  texts?: SomeTexts | undefined;
}

export type DescribeLanguage = readonly [texts: Texts, words: Words];

/** Failures whose own text says already what to do next. */
const ADVISING: readonly string[] = [
  'session_request_failed',
  'session_not_allowed',
  'session_busy',
  'CONSENT_UPSTREAM_PROCESSING_ERROR',
  'CONSUMERDATA_PROCESSING_ERROR',
];

export function describeOutcome(
  outcome: ConsentOutcome,
  [texts, words]: DescribeLanguage,
  { texts: own }: DescribeOptions = {},
): OutcomeDescription {
  const merged: Texts = { ...texts, ...own, problems: { ...texts.problems, ...own?.problems } };
  const { lang, dir } = merged;
  if (outcome.status === 'success') return { title: words.successTitle, text: words.successText, lang, dir };
  if (outcome.status === 'cancelled') return { ...describeCancel(outcome.reason, words), lang, dir };
  return { ...describeFailure(outcome, merged, words), lang, dir };
}

function describeCancel(reason: CancelReason, { cancelledTitle, cancelled, advice }: Words) {
  return { title: cancelledTitle, text: cancelled[reason], advice: advice.new_session };
}

function describeFailure(outcome: ConsentFailed, texts: Texts, { advice }: Words) {
  const text = problemText(texts, { phase: 'settled', outcome });
  const problems: Readonly<Record<string, string>> = texts.problems;
  const isAdvised = ADVISING.some((key) => problems[key] === text);
  return { title: texts.problemTitle, text, ...(!isAdvised && { advice: advice[outcome.error.retry] }) };
}
