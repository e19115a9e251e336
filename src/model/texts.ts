/** Every text that the widget shows. */
export interface Texts {
  /** A BCP 47 tag, for screen readers and hyphenation. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** The button of `<open-consent>`, and the title of the dialog. */
  connect: string;
  close: string;
  cancel: string;
  loading: string;
  /** A redirect that is about to happen. */
  leavingTitle: string;
  waitingTitle: string;
  waitingText: string;
  showWindow: string;
  blockedTitle: string;
  blockedText: string;
  openWindow: string;
  detachedTitle: string;
  detachedText: string;
  reopen: string;
  stalledText: string;
  refusedTitle: string;
  refusedText: string;
  continueInWindow: string;
  leaveTitle: string;
  leaveText: string;
  stay: string;
  leave: string;
  problemTitle: string;
  startAgain: string;
  /** What happened, by the provider's `error_type` or our own code; `other` for all else. */
  problems: Readonly<Record<ProblemKey, string>>;
}

export type ProblemKey =
  | 'session_expired'
  | 'session_invalid'
  | 'session_used'
  | 'session_request_failed'
  | 'CONSENT_OTP_FAILURE'
  | 'CONSENT_ENDUSER_INELIGIBLE'
  | 'CONSENT_TIMEOUT'
  | 'CONSENT_UPSTREAM_PROCESSING_ERROR'
  | 'other';

/** Some of the texts; the rest stays as it is. */
export type SomeTexts = Partial<Omit<Texts, 'problems'>> & { problems?: Partial<Texts['problems']> };
