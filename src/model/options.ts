import type { AuthSession, AuthSessionJson } from './auth-session.ts';
import { ConsentError } from './consent-error.ts';
import type { ConsentEvent } from './consent-event.ts';
import type { LaunchModeOption } from './launch-mode.ts';
import type { ConsentCancelled, ConsentFailed, ConsentSuccess } from './outcome.ts';
import type { SomeTexts } from './texts.ts';

/** Callbacks for the outcome of a flow. Exactly one is called, once, when the flow settles. */
export interface OutcomeHandlers {
  /** The provider says that the user has consented. This is only a hint: check it on your server. */
  onSuccess?: ((outcome: ConsentSuccess) => void) | undefined;
  /** The user or the host page ended the flow without a consent. */
  onCancel?: ((outcome: ConsentCancelled) => void) | undefined;
  /** The flow failed. `error.retry` says what can help. */
  onError?: ((outcome: ConsentFailed) => void) | undefined;
}

/** All callbacks of a flow. */
export interface ConsentHandlers extends OutcomeHandlers {
  /** Called with every lifecycle event, for logs and analytics. */
  onEvent?: ((event: ConsentEvent) => void) | undefined;
}

/** What a `session` function may return: the `Response` of a `fetch`, its JSON, or the session. */
export type SessionAnswer = Response | AuthSessionJson | AuthSession;

/** The argument of a `session` function. */
export interface SessionContext {
  /** Aborted when the flow no longer needs the session. Pass it to `fetch`. */
  signal: AbortSignal;
  /** The id of the flow. Send it to your server, which adds it to `redirect_uri` and `cancel_uri` as `consent_flow`. */
  flowId: string;
}

/**
 * Where a flow gets its session: a URL of your server (called by `POST` with JSON), a function, or the session itself.
 * With a URL or a function, `retry()` can request another session.
 */
export type SessionSource =
  | string
  | AuthSessionJson
  | AuthSession
  | ((context: SessionContext) => SessionAnswer | Promise<SessionAnswer>);

/** What your server knows about a session. */
export type SessionStatus = 'pending' | 'success' | 'cancelled' | 'failed';

/** Where a flow gets the status of its session: a URL of your server (called by `POST` with JSON), or a function. */
export type StatusSource = string | ((sessionId: string) => SessionStatus | Promise<SessionStatus>);

/** The options of `openConsent()`. `null` and `undefined` both mean that an option is not given. */
export interface OpenConsentOptions extends ConsentHandlers {
  /** Where the session comes from. A URL or a function is best: then each attempt gets a session of its own. */
  session: SessionSource;
  /**
   * Identifies what the session is for, for example the id of the user. A session that was minted ahead is used only if
   * `session` and `key` are the same as when it was requested. Set it if another user can log in without a page load.
   */
  key?: string | undefined;
  /** How to open the provider's pages. Default `auto`. */
  mode?: LaunchModeOption | undefined;
  /** For iframe mode without the dialog: the element to which the frame is appended. Its other children stay. */
  container?: Element | undefined;
  /**
   * The exact origins that `auth_url` may have. Your list replaces the default. The default is
   * `https://auth.fiskil.com` and, if the host page itself is on `http:` loopback, any loopback origin.
   */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * JSON of your own. You get it back with the outcome if another page gets the outcome, for example after a redirect.
   * It stays in storage that all tabs of your origin share, for at least a day after the session expires. Put nothing
   * secret into it.
   */
  state?: unknown;
  /** How long the request for the session may take, in milliseconds. Default 30 000. */
  mintTimeoutMs?: number | undefined;
  /** Cancels the flow when aborted, with the reason `aborted`. */
  signal?: AbortSignal | undefined;
  /**
   * Gets the status of the session from your server. The flow calls it every 3 seconds while it is `detached`, and once
   * before it reports a closed window as `cancelled`. An error counts as `pending`.
   */
  getStatus?: StatusSource | undefined;
  /** The window's size in CSS pixels. Default 500 x 700. */
  popup?: PopupOptions | undefined;
  /**
   * Whether the flow fails with `unsupported_context` if another site frames this page. Such a site could cover the
   * button and trick the user into pressing it. Default `false`.
   */
  refuseFramed?: boolean | undefined;
  /** Settings of the frame in iframe mode. */
  iframe?: FrameOptions | undefined;
  /** Settings of the widget's UI. `false` turns the UI off. */
  ui?: boolean | UiOptions | undefined;
}

/** When a component requests the session ahead of the next press. */
export type Prefetch = 'hover' | 'visible' | 'idle';

/** Settings of the widget's UI: how it looks, and its texts. */
export interface UiOptions {
  /** The color theme. Default `system`. */
  theme?: 'light' | 'dark' | 'system' | undefined;
  /** The language tag of a loaded language. Default: the language of the page. */
  lang?: string | undefined;
  /** A whole language (`open-consent/texts/de`), or some texts of your own. */
  texts?: SomeTexts | undefined;
  /** Whether to ask "Leave without connecting?" once the frame has loaded. Default `true`. */
  confirmClose?: boolean | undefined;
}

/** The size of the popup, in CSS pixels. */
export interface PopupOptions {
  width?: number | undefined;
  height?: number | undefined;
}

/** Settings of the frame in iframe mode. */
export interface FrameOptions {
  /**
   * The frame's permissions policy. Default `publickey-credentials-get *`, because users of some banks log in by
   * passkey.
   */
  allow?: string | undefined;
  /**
   * The frame's `sandbox` attribute, or `false` for none. The default allows what a consent needs. It lets the frame
   * navigate the whole tab only right after the user has clicked in the frame. Without `allow-same-origin` the
   * provider's messages are ignored.
   */
  sandbox?: string | false | undefined;
  /** The frame's accessible name. */
  title?: string | undefined;
  /** The frame's height, a CSS length. Default `100%`, but at least 600px. */
  height?: string | undefined;
  /** How long the frame may be silent before the flow is `stalled`, in milliseconds. Default 15 000. */
  readyTimeoutMs?: number | undefined;
}

/** The values that an option accepts (for messages), a check of a value, and the rules for its fields. */
type Rule = readonly [takes: string, fits: (value: unknown) => boolean, inner?: Rules];
export type Rules = Readonly<Record<string, Rule>>;

const isFunction = (value: unknown): boolean => typeof value === 'function';
export const isText = (value: unknown): boolean => typeof value === 'string';
export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0;

const FUNCTION: Rule = ['a function', isFunction];
const MILLISECONDS: Rule = ['milliseconds', isPositive];
const PIXELS: Rule = ['CSS pixels', isPositive];
const TEXT: Rule = ['a string', isText];
const SESSION: Rule = ['a URL, an auth session, or a function that returns one', isSessionSource];

/** The rules of a flow's options. The widget checks its own options itself. */
const RULES: Rules = {
  session: SESSION,
  key: TEXT,
  mode: ["'redirect', 'popup', 'iframe' or 'auto'", isMode],
  container: ['an element', (value) => isObject(value) && isFunction((value as Element).append)],
  allowedOrigins: ["a list of origins, like ['https://auth.example.com']", isOriginList],
  state: ['JSON', isJson],
  mintTimeoutMs: MILLISECONDS,
  signal: ['an AbortSignal', (value) => isObject(value) && 'aborted' in value],
  getStatus: ['a URL or a function', (value) => isFunction(value) || isAddress(value)],
  onSuccess: FUNCTION,
  onCancel: FUNCTION,
  onError: FUNCTION,
  onEvent: FUNCTION,
  refuseFramed: ['true or false', (value) => typeof value === 'boolean'],
  popup: ['an object', isObject, { width: PIXELS, height: PIXELS }],
  iframe: [
    'an object',
    isObject,
    {
      allow: TEXT,
      sandbox: ['a string or false', (value) => value === false || isText(value)],
      title: TEXT,
      height: ['a CSS length', isText],
      readyTimeoutMs: MILLISECONDS,
    },
  ],
  ui: ['an object or a boolean', (value) => typeof value === 'boolean' || isObject(value)],
};

/**
 * Checks the options. Returns those that are given: `null` and `undefined` both mean "not given".
 *
 * @throws ConsentError `invalid_option`; the message names the option and the values it accepts.
 */
export function checkOptions(options: OpenConsentOptions): OpenConsentOptions {
  const given = checkEach(options, RULES);
  if (!given['session']) throw invalidOption('session', SESSION[0]);
  return given as unknown as OpenConsentOptions;
}

/** Checks `values` by their rules, and returns those that are given. `group` is the option that they belong to. */
export function checkEach(values: unknown, rules: Rules, group = ''): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [key, [takes, fits, inner]] of Object.entries(rules)) {
    const value = (values as Record<string, unknown> | undefined)?.[key] ?? undefined;
    if (value === undefined) continue;
    if (!fits(value)) throw invalidOption(group + key, takes);
    given[key] = inner ? checkEach(value, inner, `${key}.`) : value;
  }
  return given;
}

/** The keys that are not options, for example because they are misspelt. */
export function unknownOptions(options: object): string[] {
  return Object.keys(options).filter((key) => !Object.hasOwn(RULES, key));
}

export function invalidOption(option: string, takes: string): ConsentError {
  return new ConsentError('invalid_option', `${option} takes ${takes}`);
}

function isMode(value: unknown): boolean {
  return ['redirect', 'popup', 'iframe', 'auto'].includes(value as string);
}

/** A promise is refused: its request started before the click, or before the window was open. */
function isSessionSource(value: unknown): boolean {
  return (
    isFunction(value) ||
    isAddress(value) ||
    (isObject(value) && !isFunction((value as Promise<unknown>).then))
  );
}

function isAddress(value: unknown): boolean {
  return isText(value) && URL.canParse(value as string, 'https://host.page');
}

function isOriginList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOrigin);
}

function isOrigin(value: unknown): boolean {
  return isText(value) && URL.canParse(value as string) && new URL(value as string).origin === value;
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
