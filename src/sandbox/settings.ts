/** What a session comes to when its user goes through every page. */
export type SandboxEnding =
  | 'success'
  | 'denied'
  | 'otp_failure'
  | 'ineligible'
  | 'upstream_failure'
  | 'timeout'
  | 'invalid_session'
  | 'used_session'
  | 'processing_error';

/** The pages of a consent, in order. */
export type SandboxStep = 'institution' | 'log_in' | 'otp' | 'accounts' | 'confirm';

/** Variants of the flat message that live pages have been seen to post. */
export type SandboxMessageForm =
  | 'plain'
  | 'arrangement_id'
  | 'error_in_redirect_url'
  | 'bare_error'
  | 'bare'
  | 'encoded_redirect_url'
  | 'relative_redirect_url';

/** How one session behaves. `createSandbox({ settings })` sets what every session starts from. */
export interface SandboxSettings {
  /** How it ends, at the step where that happens naturally. */
  ending: SandboxEnding;
  /**
   * How the result travels: a posted message, the callback address, both or neither. `new_tab`: a link to the callback
   * address that opens another tab, as a bank's app does.
   */
  home: 'both' | 'message' | 'callback' | 'neither' | 'new_tab';
  /** The dialect of the posted message. */
  dialect: 'flat' | 'typed';
  /** A variant of the flat message; the typed dialect knows none. */
  messageForm: SandboxMessageForm;
  /** Closes its own window in the same tick as the message. */
  closeAtEnd: boolean;
  /** `auth_url` is `/?sess_id=ID` or `/consent?session=ID`. Both addresses always work. */
  urlShape: 'query' | 'consent';
  /** Lifetime in seconds; 0 mints a session that has already expired. */
  expiresIn: number;
  /** The format of `expires_at`. */
  expiresAtFormat: 'seconds' | 'rfc3339';
  /** A page loaded again midway shows the current step, or spends the session. */
  reload: 'resume' | 'spent';
  /**
   * What happens to a query on `redirect_uri` or `cancel_uri`. `joined`: the callback's parameters are added with `&`.
   * `glued`: they are added with a second `?`, as some pages do. `refused`: minting answers 400, as for an account
   * that compares addresses exactly.
   */
  callbackQuery: 'joined' | 'glued' | 'refused';
  /** Lifetime of a consent in seconds, counted from when it is given or renewed. */
  consentDuration: number;
  /** `Cross-Origin-Opener-Policy` on the pages; empty sends none. */
  coop: string;
  /** `Cross-Origin-Opener-Policy-Report-Only` on the pages; empty sends none. */
  coopReportOnly: string;
  /** `Cross-Origin-Opener-Policy` on a 302 that `auth_url` then answers with first; empty answers directly. */
  coopOnRedirect: string;
  /** Whether the pages may be framed, and the header that forbids it. */
  framing: 'allowed' | 'x-frame-options' | 'frame-ancestors';
  /** From which page on framing is refused: the first, or the one after it. */
  framingFrom: 'first' | 'second';
  /** Every page answers that many milliseconds later. */
  delayMs: number;
  /** Milliseconds after which each page presses its own main button. */
  autopilot: 'off' | number;
  /** The page at which the autopilot stops; `end` goes all the way. */
  autopilotUntil: SandboxStep | 'end';
  /** URL for webhooks about the consent; empty sends none. */
  webhookUrl: string;
  /** Delay before each webhook, in milliseconds. */
  webhookDelayMs: number;
  /** Sends each webhook again after it was accepted, with the same `message_id`. */
  webhookTwice: boolean;
  /**
   * `swapped`: holds a webhook until the next one to the same URL was sent, so that two arrive in the wrong order. If
   * no other follows, it is sent after five seconds.
   */
  webhookOrder: 'kept' | 'swapped';
  /** Milliseconds between attempts. Any answer but 2xx is retried, with five attempts in all. */
  webhookRetryMs: number;
}
