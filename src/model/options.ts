import type { AuthSession, AuthSessionJson } from './auth-session.ts';
import { ConsentError } from './consent-error.ts';
import type { ConsentEvent } from './consent-event.ts';
import type { LaunchModeOption } from './launch-mode.ts';
import type { ConsentCancelled, ConsentFailed, ConsentSuccess } from './outcome.ts';
import type { SomeTexts } from './texts.ts';

/** Who hears how a flow ends. Exactly one of these is called, once, for every flow. */
export interface OutcomeHandlers {
  /** The provider says that the user consented: a hint, which the server checks. */
  onSuccess?: ((outcome: ConsentSuccess) => void) | undefined;
  /** The user, or the host page, ended it without a consent. */
  onCancel?: ((outcome: ConsentCancelled) => void) | undefined;
  /** It failed; `error.retry` says what can help. */
  onError?: ((outcome: ConsentFailed) => void) | undefined;
}

export interface ConsentHandlers extends OutcomeHandlers {
  /** Every step on the way, for logs and analytics. */
  onEvent?: ((event: ConsentEvent) => void) | undefined;
}

/** What a `session` function may give: the `Response` of a `fetch`, its JSON, or the session. */
export type SessionAnswer = Response | AuthSessionJson | AuthSession;

/** What a `session` function is given. */
export interface SessionContext {
  /** Aborted when nobody waits for the session any more. */
  signal: AbortSignal;
  /** The name of the flow. Send it to your server, which adds it to both addresses as `consent_flow`. */
  flowId: string;
}

/**
 * How a flow gets its session: from an address of your server (by `POST` with JSON), from a function, or as a value. An
 * address and a function can be asked again, by `retry()`.
 */
export type SessionSource =
  | string
  | AuthSessionJson
  | AuthSession
  | ((context: SessionContext) => SessionAnswer | Promise<SessionAnswer>);

/** What the integrator's server knows of a session. */
export type SessionStatus = 'pending' | 'success' | 'cancelled' | 'failed';

/** How a flow asks for the status: an address of your server (by `POST` with JSON), or a function. */
export type StatusSource = string | ((sessionId: string) => SessionStatus | Promise<SessionStatus>);

export interface OpenConsentOptions extends ConsentHandlers {
  session: SessionSource;
  /**
   * Whom and what the session is for, in your own words: the user's id, say. A session that was minted ahead of the press is
   * used only where `session` and `key` are the same. Give it where users can change without a new page.
   */
  key?: string | undefined;
  /** Default `auto`. */
  mode?: LaunchModeOption | undefined;
  /** iframe mode inline: the frame is appended to it; its other children stay. */
  container?: Element | undefined;
  /**
   * Where `auth_url` may point, as exact origins. A list given replaces all of the default: the platform's
   * `https://auth.fiskil.com`, and loopback while the host page itself is `http:` on loopback.
   */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * Any JSON; comes back beside the outcome where another page hears of it, as after a redirect. Kept in storage that all
   * tabs of your origin share, until a day after the session expires: nothing secret.
   */
  state?: unknown;
  /** How long minting may take, in milliseconds. Default 30 000. */
  mintTimeoutMs?: number | undefined;
  /** Aborting it cancels the flow with the reason `aborted`. */
  signal?: AbortSignal | undefined;
  /**
   * Asked while the window cannot be watched, and once before a closed window is told as `cancelled`. An error means
   * `pending`.
   */
  getStatus?: StatusSource | undefined;
  /** The window's size in CSS pixels. Default 500 x 700. */
  popup?: PopupOptions | undefined;
  /**
   * Whether to end as `unsupported_context` where another site shows this page in a frame: that site could cover
   * the button, and trick the user into pressing it. Default false.
   */
  refuseFramed?: boolean | undefined;
  iframe?: FrameOptions | undefined;
  /** What the widget draws; `false` turns all of it off. */
  ui?: boolean | UiOptions | undefined;
}

/** When a component asks for the session of the next press. */
export type Prefetch = 'hover' | 'visible' | 'idle';

/** What the widget draws, and in what words. */
export interface UiOptions {
  /** Default `system`. */
  theme?: 'light' | 'dark' | 'system' | undefined;
  /** Which of the languages that are loaded; default: the page's own. */
  lang?: string | undefined;
  /** A whole language (`open-consent/texts/de`), or some words of your own. */
  texts?: SomeTexts | undefined;
  /** Asks "Leave without connecting?" once the frame has loaded. Default true. */
  confirmClose?: boolean | undefined;
}

export interface PopupOptions {
  width?: number | undefined;
  height?: number | undefined;
}

/** The frame of iframe mode. */
export interface FrameOptions {
  /** The frame's permissions policy. Default: passkeys (`publickey-credentials-get *`), which banks log people in with. */
  allow?: string | undefined;
  /**
   * The frame's sandbox; `false` for none. Default: all that a consent needs, but no leave to send the whole tab elsewhere
   * unless the user has just clicked in the frame. Without `allow-same-origin` the provider's messages are refused.
   */
  sandbox?: string | false | undefined;
  /** The frame's accessible name. */
  title?: string | undefined;
  /** A CSS length. Default `100%`, and at least 600px. */
  height?: string | undefined;
  /** How long a frame may be silent before `stalled`, in milliseconds. Default 15 000. */
  readyTimeoutMs?: number | undefined;
}

/** What an option takes, whether a value is that, and the rules for what is in it. */
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
const SESSION: Rule = ['an address, an auth session, or a function that gives one', isSessionSource];

/** Every option of a flow. What the widget takes beyond them is its own. */
const RULES: Rules = {
  session: SESSION,
  key: TEXT,
  mode: ["'redirect', 'popup', 'iframe' or 'auto'", isMode],
  container: ['an element', (value) => isObject(value) && isFunction((value as Element).append)],
  allowedOrigins: ["a list of origins, like ['https://auth.example.com']", isOriginList],
  state: ['JSON', isJson],
  mintTimeoutMs: MILLISECONDS,
  signal: ['an AbortSignal', (value) => isObject(value) && 'aborted' in value],
  getStatus: ['an address or a function', (value) => isFunction(value) || isAddress(value)],
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
 * Checks the options, once, on arrival. Returns those that are given: `null` and `undefined` both mean "not given".
 *
 * @throws ConsentError `invalid_option`; the message names the option and the values it accepts.
 */
export function checkOptions(options: OpenConsentOptions): OpenConsentOptions {
  const given = checkEach(options, RULES);
  if (!given['session']) throw invalidOption('session', SESSION[0]);
  return given as unknown as OpenConsentOptions;
}

/** The given ones of `values`, checked by their rules; `group` is the option that they are in. */
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

/** The keys that are no option: a misspelt one would otherwise be missed in silence. */
export function unknownOptions(options: object): string[] {
  return Object.keys(options).filter((key) => !Object.hasOwn(RULES, key));
}

export function invalidOption(option: string, takes: string): ConsentError {
  return new ConsentError('invalid_option', `${option} takes ${takes}`);
}

function isMode(value: unknown): boolean {
  return ['redirect', 'popup', 'iframe', 'auto'].includes(value as string);
}

/** No promise: the request must start inside the click, after the window. */
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
