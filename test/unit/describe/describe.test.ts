import { expect, describe as group, it } from 'vitest';
import { describe as inArabic } from '../../../src/describe/ar.ts';
import { describe as inGerman } from '../../../src/describe/de.ts';
import { describe as inEnglish } from '../../../src/describe/en.ts';
import { describe as inSpanish } from '../../../src/describe/es.ts';
import { describe as inFrench } from '../../../src/describe/fr.ts';
import { describe as inChinese } from '../../../src/describe/zh.ts';
import { describe } from '../../../src/describe.ts';
import { enWords } from '../../../src/description/words/en.ts';
import { ConsentError, type ConsentErrorCode, type Retry } from '../../../src/model/consent-error.ts';
import type { CancelReason, ConsentOutcome } from '../../../src/model/outcome.ts';
import { de } from '../../../src/texts/de.ts';
import { en } from '../../../src/texts/en.ts';

const LANGUAGES = { ar: inArabic, de: inGerman, en: inEnglish, es: inSpanish, fr: inFrench, zh: inChinese };
const REASONS: readonly CancelReason[] = ['denied', 'user_cancelled', 'popup_closed', 'dismissed', 'aborted'];

const success: ConsentOutcome = { status: 'success', sessionId: 's', mode: 'popup' };
const cancelled = (reason: CancelReason): ConsentOutcome => ({ status: 'cancelled', reason, mode: 'popup' });
const failed = (code: ConsentErrorCode, retry?: Retry, errorType?: string): ConsentOutcome => ({
  status: 'failed',
  mode: 'popup',
  error: new ConsentError(code, 'for developers', {
    ...(retry && { retry }),
    ...(errorType && { fields: { errorType } }),
  }),
});

const OUTCOMES: readonly ConsentOutcome[] = [
  success,
  ...REASONS.map(cancelled),
  failed('session_expired'),
  failed('provider_error', 'new_session', 'CONSENT_OTP_FAILURE'),
  failed('provider_error', 'later', 'CONSENT_UPSTREAM_PROCESSING_ERROR'),
  failed('provider_error', 'none', 'SOMETHING_NEW'),
  failed('unsupported_context'),
];

group('a description', () => {
  it('of a success says so, and has no advice', () => {
    const { title, text, advice } = describe(success);
    expect([title, text, advice]).toEqual(['Your bank is connected', enWords.successText, undefined]);
  });

  it.each(REASONS)('of a cancel (%s) says who ended it, and that one can start again', (reason) => {
    expect(describe(cancelled(reason))).toMatchObject({
      title: enWords.cancelledTitle,
      text: enWords.cancelled[reason],
      advice: enWords.advice.new_session,
    });
  });

  it.each([
    [failed('session_expired'), en.problems.session_expired, 'new_session'],
    [
      failed('provider_error', 'new_session', 'CONSENT_OTP_FAILURE'),
      en.problems.CONSENT_OTP_FAILURE,
      'new_session',
    ],
    [failed('provider_error', 'none', 'toString'), en.problems.other, 'none'],
    [failed('unverified_callback'), en.problems.other, 'none'],
  ] as const)('of a failure has the text of the panels (%#)', (outcome, text, retry) => {
    expect(describe(outcome)).toMatchObject({ title: en.problemTitle, text, advice: enWords.advice[retry] });
  });

  it.each([
    [failed('session_request_failed'), en.problems.session_request_failed],
    [
      failed('provider_error', 'later', 'CONSENT_UPSTREAM_PROCESSING_ERROR'),
      en.problems.CONSENT_UPSTREAM_PROCESSING_ERROR,
    ],
  ])('does not repeat the advice that is in its text (%#)', (outcome, text) => {
    expect(describe(outcome)).toEqual({ title: en.problemTitle, text, lang: 'en', dir: 'ltr' });
  });

  it('never has a word of the provider’s or of the error’s own', () => {
    const outcome = failed('provider_error', 'none', 'CALL_0900');
    expect(JSON.stringify(describe(outcome))).not.toMatch(/for developers|CALL_0900/);
  });

  it('uses the integrator’s own words where there are any', () => {
    const texts = { problemTitle: 'Not yet', problems: { session_expired: 'Too slow' } };
    expect(describe(failed('session_expired'), { texts })).toMatchObject({
      title: 'Not yet',
      text: 'Too slow',
    });
    expect(describe(failed('session_invalid'), { texts }).text).toBe(en.problems.session_invalid);
  });
});

group('the languages', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['ZH-Hans-CN', 'zh-Hans'],
    ['xx', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('“%s” is answered in %s', (lang, answered) => {
    expect(describe(success, { lang }).lang).toBe(answered);
  });

  it('is English by default', () => {
    expect(describe(success)).toEqual(inEnglish(success));
  });

  it.each(Object.entries(LANGUAGES))('%s by itself says what it says among all', (lang, inThat) => {
    for (const outcome of OUTCOMES) expect(inThat(outcome)).toEqual(describe(outcome, { lang }));
  });

  it.each(Object.entries(LANGUAGES).filter(([lang]) => lang !== 'en'))(
    '%s leaves nothing in English',
    (lang, inThat) => {
      for (const outcome of OUTCOMES) {
        const [own, english] = [inThat(outcome), inEnglish(outcome)];
        for (const name of ['title', 'text', 'advice'] as const) {
          expect(own[name]?.trim(), name).toBe(own[name]);
          if (english[name]) expect(own[name], name).not.toBe(english[name]);
        }
      }
      expect(inThat(success).dir).toBe(lang === 'ar' ? 'rtl' : 'ltr');
    },
  );

  it('take a whole language of the panels as own words', () => {
    expect(describe(failed('session_expired'), { texts: de })).toMatchObject({
      text: de.problems.session_expired,
      lang: 'de',
    });
  });
});
