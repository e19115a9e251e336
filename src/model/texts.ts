/** All texts of the widget. */
export interface Texts {
  /** A BCP 47 tag, for screen readers and hyphenation. */
  lang: string;
  dir: 'ltr' | 'rtl';
  /** The label of the `<open-consent>` button, and the title of the dialog. */
  connect: string;
  /** The title of a window that is still blank. `openingText` is its only sentence. */
  openingTitle: string;
  openingText: string;
  close: string;
  cancel: string;
  loading: string;
  /** Shown just before a redirect. */
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
  /**
   * What happened, by the provider's `error_type`, by our own code or by the kind of refusal. No text says that nothing
   * was shared, because the user may have confirmed at the last moment.
   */
  problems: Readonly<Record<ProblemKey, string>>;
}

/** The keys of `problems`. */
export type ProblemKey =
  | 'session_expired'
  | 'session_invalid'
  | 'session_used'
  | 'session_request_failed'
  /** The server answered 401 or 403. */
  | 'session_not_allowed'
  /** The server answered 429 or 503. */
  | 'session_busy'
  | 'CONSENT_OTP_FAILURE'
  | 'CONSENT_ENDUSER_INELIGIBLE'
  | 'CONSENT_TIMEOUT'
  | 'CONSENT_UPSTREAM_PROCESSING_ERROR'
  | 'CONSUMERDATA_PROCESSING_ERROR'
  | 'other';

/** Some of the texts. The others keep their defaults. */
export type SomeTexts = Partial<Omit<Texts, 'problems'>> & { problems?: Partial<Texts['problems']> };
