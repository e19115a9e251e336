import type { AuthSession, AuthSessionJson } from './auth-session.ts';
import { ConsentError } from './consent-error.ts';
import type { ConsentEvent } from './consent-event.ts';
import type { LaunchModeOption } from './launch-mode.ts';
import type { ConsentCancelled, ConsentFailed, ConsentSuccess } from './outcome.ts';
import type { SomeTexts } from './texts.ts';

/** Who hears how a flow ends. Exactly one of these is called, once, for every flow. */
export interface OutcomeHandlers {
  onSuccess?: ((outcome: ConsentSuccess) => void) | undefined;
  onCancel?: ((outcome: ConsentCancelled) => void) | undefined;
  onError?: ((outcome: ConsentFailed) => void) | undefined;
}

export interface ConsentHandlers extends OutcomeHandlers {
  /** Every step on the way, for logs and analytics. */
  onEvent?: ((event: ConsentEvent) => void) | undefined;
}

/** What a `session` function may give: the `Response` of a `fetch`, its JSON, or the session. */
export type SessionAnswer = Response | AuthSessionJson | AuthSession;

/** How a flow gets its session: as a value, or minted anew by a function, which `retry()` can call again. */
export type SessionSource =
  | AuthSessionJson
  | AuthSession
  | ((context: { signal: AbortSignal }) => SessionAnswer | Promise<SessionAnswer>);

/** What the integrator's server knows of a session. */
export type SessionStatus = 'pending' | 'success' | 'cancelled' | 'failed';

export interface OpenConsentOptions extends ConsentHandlers {
  session: SessionSource;
  /** Default `auto`. */
  mode?: LaunchModeOption | undefined;
  /** iframe mode inline: the frame is appended to it; its other children stay. */
  container?: Element | undefined;
  /**
   * Where `auth_url` may point, as exact origins. A list given replaces all of the default: the platform's
   * `https://auth.fiskil.com`, and loopback while the host page itself is `http:` on loopback.
   */
  allowedOrigins?: readonly string[] | undefined;
  /** Any JSON; comes back beside the outcome after a redirect. Stored in the tab: nothing secret. */
  state?: unknown;
  /** How long minting may take, in milliseconds. Default 30 000. */
  mintTimeoutMs?: number | undefined;
  /** Aborting it cancels the flow with the reason `aborted`. */
  signal?: AbortSignal | undefined;
  /** Asked only while the window cannot be watched; an error means `pending`. */
  getStatus?: ((sessionId: string) => SessionStatus | Promise<SessionStatus>) | undefined;
  /** The window's size in CSS pixels. Default 500 x 700. */
  popup?: { width?: number | undefined; height?: number | undefined } | undefined;
  iframe?: FrameOptions | undefined;
  /** What the widget draws; `false` turns all of it off. */
  ui?: boolean | UiOptions | undefined;
}

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

export interface FrameOptions {
  /** The frame's permissions policy. Default: none; nothing in a consent flow needs one. */
  allow?: string | undefined;
  /** The frame's sandbox. Default: no sandbox. Without `allow-same-origin` the provider's messages are refused. */
  sandbox?: string | undefined;
  /** The frame's accessible name. */
  title?: string | undefined;
  /** A CSS length. Default `100%`, and at least 600px. */
  height?: string | undefined;
  /** How long a frame may be silent before `stalled`, in milliseconds. Default 15 000. */
  readyTimeoutMs?: number | undefined;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isPositive = (value: unknown): boolean => Number.isFinite(value) && (value as number) > 0;

type Rule = readonly [option: string, takes: string, test: (value: unknown) => boolean];

/** Every option there is, what it takes, and the check of it. */
const RULES: readonly Rule[] = [
  ['session', 'an auth session, or a function that gives one', isSessionSource],
  [
    'mode',
    "'redirect', 'popup', 'iframe' or 'auto'",
    (v) => ['redirect', 'popup', 'iframe', 'auto'].includes(v as string),
  ],
  ['container', 'an element', (v) => isObject(v) && isFunction((v as Element).append)],
  ['allowedOrigins', "a list of origins, like ['https://auth.example.com']", isOriginList],
  ['state', 'JSON', isJson],
  ['mintTimeoutMs', 'milliseconds', isPositive],
  ['signal', 'an AbortSignal', (v) => isObject(v) && 'aborted' in (v as object)],
  ['getStatus', 'a function', isFunction],
  ['popup', 'an object', isObject],
  ['popup.width', 'CSS pixels', isPositive],
  ['popup.height', 'CSS pixels', isPositive],
  ['iframe', 'an object', isObject],
  ['iframe.allow', 'a string', isText],
  ['iframe.sandbox', 'a string', isText],
  ['iframe.title', 'a string', isText],
  ['iframe.height', 'a CSS length', isText],
  ['iframe.readyTimeoutMs', 'milliseconds', isPositive],
  ['ui', 'an object or a boolean', (v) => typeof v === 'boolean' || isObject(v)],
  ['ui.theme', "'light', 'dark' or 'system'", (v) => ['light', 'dark', 'system'].includes(v as string)],
  ['ui.texts', 'an object', isObject],
  ['ui.lang', 'a language tag', isText],
  ['ui.confirmClose', 'a boolean', (v) => typeof v === 'boolean'],
  ['onSuccess', 'a function', isFunction],
  ['onCancel', 'a function', isFunction],
  ['onError', 'a function', isFunction],
  ['onEvent', 'a function', isFunction],
];

/**
 * Checks the options, once, on arrival.
 *
 * @throws ConsentError `invalid_option`, naming the option and what it takes.
 */
export function checkOptions(options: OpenConsentOptions): void {
  for (const [option, takes, test] of RULES) {
    const value = option
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], options);
    if (value === undefined ? option === 'session' : !test(value)) throw invalidOption(option, takes);
  }
}

/** The keys that are no option: a misspelt one would otherwise be missed in silence. */
export function unknownOptions(options: object): string[] {
  return Object.keys(options).filter((key) => !RULES.some(([option]) => option === key));
}

export function invalidOption(option: string, takes: string): ConsentError {
  return new ConsentError('invalid_option', `open-consent: ${option} takes ${takes}`);
}

function isSessionSource(value: unknown): boolean {
  return isFunction(value) || (isObject(value) && !isFunction((value as Promise<unknown>).then));
}

function isOriginList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isOrigin);
}

function isOrigin(value: unknown): boolean {
  try {
    return new URL(value as string).origin === value && value !== 'null';
  } catch {
    return false;
  }
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
