import { address, choice, header, offOrWhole, onOff, type SettingRow, whole } from './setting-kinds.ts';
import type { SandboxSettings } from './settings.ts';

export type SettingName = keyof SandboxSettings;

const RESULT = 'The result';
const SESSION = 'The session';
const WINDOWS = 'Windows and frames';
const PACE = 'Pace';
const WEBHOOKS = 'Webhooks';

const MINUTE_MS = 60_000;
const YEAR_SECONDS = 31_536_000;

/** Every setting once. Command line help, the form on the index page and all checks are made from it. */
export const settingsTable: { readonly [Name in SettingName]: SettingRow<SandboxSettings[Name]> } = {
  ending: choice(
    {
      group: RESULT,
      help: 'How the session ends. A failure happens on the page where it would happen at a real bank.',
      initial: 'success',
    },
    'success',
    'denied',
    'otp_failure',
    'ineligible',
    'upstream_failure',
    'timeout',
    'invalid_session',
    'used_session',
    'processing_error',
  ),
  home: choice(
    {
      group: RESULT,
      help: 'How the result is sent: message, callback address, both, neither, or a link that opens a new tab.',
      initial: 'both',
      alone: 'neither',
    },
    'both',
    'message',
    'callback',
    'neither',
    'new_tab',
  ),
  dialect: choice(
    { group: RESULT, help: 'The format of the posted message.', initial: 'flat', alone: 'typed' },
    'flat',
    'typed',
  ),
  messageForm: choice(
    {
      group: RESULT,
      help: 'A variant of the posted message. It works with the flat dialect only.',
      initial: 'plain',
      alone: 'bare',
    },
    'plain',
    'arrangement_id',
    'error_in_redirect_url',
    'bare_error',
    'bare',
    'encoded_redirect_url',
    'relative_redirect_url',
  ),
  closeAtEnd: onOff({
    group: RESULT,
    help: 'The last page closes its window right after it posts its message.',
    initial: false,
    alone: true,
  }),
  urlShape: choice(
    {
      group: SESSION,
      help: 'The form of auth_url: /?sess_id=ID or /consent?session=ID.',
      initial: 'query',
      alone: 'consent',
    },
    'query',
    'consent',
  ),
  expiresIn: whole(
    { group: SESSION, help: 'How long a session lasts, in seconds.', initial: 900, alone: 0 },
    'seconds',
    YEAR_SECONDS,
  ),
  expiresAtFormat: choice(
    { group: SESSION, help: 'The format of expires_at.', initial: 'seconds', alone: 'rfc3339' },
    'seconds',
    'rfc3339',
  ),
  reload: choice(
    {
      group: SESSION,
      help: 'Whether a reload before the end resumes the session or invalidates it (spent).',
      initial: 'resume',
      alone: 'spent',
    },
    'resume',
    'spent',
  ),
  callbackQuery: choice(
    {
      group: SESSION,
      help: 'If a callback address has a query: add to it with "&" (joined), with a second "?" (glued), or answer 400.',
      initial: 'joined',
      alone: 'refused',
    },
    'joined',
    'glued',
    'refused',
  ),
  consentDuration: whole(
    { group: SESSION, help: 'How long a consent lasts, in seconds.', initial: YEAR_SECONDS, alone: 60 },
    'seconds',
    YEAR_SECONDS,
  ),
  coop: header({
    group: WINDOWS,
    help: 'The Cross-Origin-Opener-Policy header of the pages.',
    initial: '',
    alone: 'same-origin',
  }),
  coopReportOnly: header({
    group: WINDOWS,
    help: 'The Cross-Origin-Opener-Policy-Report-Only header of the pages.',
    initial: '',
    alone: 'same-origin',
  }),
  coopOnRedirect: header({
    group: WINDOWS,
    help: 'auth_url first answers with a 302 that has this Cross-Origin-Opener-Policy header.',
    initial: '',
    alone: 'same-origin',
  }),
  framing: choice(
    {
      group: WINDOWS,
      help: 'Whether a frame may show the pages. If not: the header that forbids it.',
      initial: 'allowed',
      alone: 'x-frame-options',
    },
    'allowed',
    'x-frame-options',
    'frame-ancestors',
  ),
  framingFrom: choice(
    { group: WINDOWS, help: 'The first page that refuses to be framed.', initial: 'first', alone: 'second' },
    'first',
    'second',
  ),
  delayMs: whole(
    {
      group: PACE,
      help: 'How long each page waits before it answers, in milliseconds.',
      initial: 0,
      alone: 3000,
    },
    'milliseconds',
    10 * MINUTE_MS,
  ),
  autopilot: offOrWhole(
    {
      group: PACE,
      help: 'Each page presses its main button after this many milliseconds.',
      initial: 'off',
      alone: 300,
    },
    'milliseconds',
    10 * MINUTE_MS,
  ),
  autopilotUntil: choice(
    { group: PACE, help: 'The page at which the autopilot stops.', initial: 'end', alone: 'confirm' },
    'institution',
    'log_in',
    'otp',
    'accounts',
    'confirm',
    'end',
  ),
  webhookUrl: address({
    group: WEBHOOKS,
    help: 'The address that webhooks are sent to.',
    initial: '',
  }),
  webhookDelayMs: whole(
    {
      group: WEBHOOKS,
      help: 'How long each webhook waits before it is sent, in milliseconds.',
      initial: 0,
      alone: 5000,
    },
    'milliseconds',
    10 * MINUTE_MS,
  ),
  webhookTwice: onOff({
    group: WEBHOOKS,
    help: 'Sends each webhook again after it was accepted.',
    initial: false,
    alone: true,
  }),
  webhookOrder: choice(
    {
      group: WEBHOOKS,
      help: 'Whether two webhooks in a row keep their order or are swapped.',
      initial: 'kept',
      alone: 'swapped',
    },
    'kept',
    'swapped',
  ),
  webhookRetryMs: whole(
    {
      group: WEBHOOKS,
      help: 'The time between two attempts, in milliseconds. There are at most five attempts.',
      initial: 500,
      alone: 5000,
    },
    'milliseconds',
    10 * MINUTE_MS,
  ),
};

export const settingNames: readonly SettingName[] = Object.keys(settingsTable) as SettingName[];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingsTable, name);
}
