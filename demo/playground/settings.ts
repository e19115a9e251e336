import { choice, number, type Setting, sandboxChoice, text } from './setting-kinds.ts';

/** Everything that can be set, by the name that it has in the address. */
export type SettingName =
  | 'mode'
  | 'callback'
  | 'blocker'
  | 'panels'
  | 'theme'
  | 'lang'
  | 'label'
  | 'confirmClose'
  | 'ready'
  | 'server'
  | 'status'
  | 'faults'
  | 'ending'
  | 'home'
  | 'dialect'
  | 'coop'
  | 'framing'
  | 'delayMs'
  | 'autopilot'
  | 'expiresIn';

export type Values = Readonly<Record<SettingName, string>>;

const YEAR_SECONDS = 31_536_000;

export const settings: Readonly<Record<SettingName, Setting>> = {
  mode: choice('Mode', [
    ['auto', 'Auto'],
    ['popup', 'Popup'],
    ['redirect', 'Redirect'],
    ['dialog', 'Dialog'],
    ['iframe', 'Inline frame'],
  ]),
  callback: choice(
    'Callback page',
    [
      ['script', 'A page with the script tag'],
      ['spa', 'This page, calling completeConsent()'],
      ['bare', 'A page without any code'],
      ['none', 'None: the message only'],
    ],
    'The page behind redirect_uri and cancel_uri',
  ),
  blocker: choice(
    'Popup blocker',
    [
      ['off', 'Off'],
      ['on', 'Blocks the first window'],
    ],
    'Simulated: window.open() returns null once',
  ),
  panels: choice('Panels', [
    ['on', 'Show the widget’s panels'],
    ['off', 'Show nothing (ui: false)'],
  ]),
  theme: choice('Theme', [
    ['system', 'Follow system setting'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ]),
  lang: choice('Language', [
    ['en', 'English'],
    ['de', 'Deutsch'],
    ['es', 'Español'],
    ['fr', 'Français'],
    ['ar', 'العربية'],
    ['zh', '简体中文'],
  ]),
  label: text('Button label', 80, 'If empty: the default label in this language'),
  confirmClose: choice('Closing the dialog', [
    ['on', 'Asks first'],
    ['off', 'Closes at once'],
  ]),
  ready: number('Wait for the frame', 15_000, 60_000, 'Milliseconds (readyTimeoutMs)'),
  server: choice('Your server', [
    ['ok', 'Mints a session at once'],
    ['slow', 'Takes 6 seconds'],
    ['logged_out', 'Answers 401: nobody is logged in'],
    ['down', 'Answers 503: not available'],
  ]),
  status: choice(
    'Status endpoint',
    [
      ['off', 'None'],
      ['on', 'Used by getStatus'],
    ],
    'Asked if the page cannot watch the window, and before a closed window is a cancel',
  ),
  faults: choice(
    'Faults',
    [
      ['always', 'In every session'],
      ['once', 'In the first session only'],
    ],
    'Whether the fault happens again after “Start again”',
  ),
  ending: sandboxChoice('Ending', 'ending', {
    success: 'Success',
    denied: 'The user declines at the bank',
    otp_failure: 'Wrong one-time password',
    ineligible: 'No eligible account',
    upstream_failure: 'The bank fails',
    timeout: 'The bank times out',
    invalid_session: 'The session is invalid',
    used_session: 'The session was used before',
    processing_error: 'The platform fails',
  }),
  home: sandboxChoice('How the result is sent', 'home', {
    both: 'Message and callback address',
    message: 'Message only',
    callback: 'Callback address only',
    neither: 'Not at all',
    new_tab: 'A link that opens another tab',
  }),
  dialect: sandboxChoice('Message format', 'dialect', { flat: 'Flat', typed: 'Typed' }),
  coop: choice(
    'Opener policy (COOP)',
    ['', 'same-origin', 'same-origin-allow-popups', 'noopener-allow-popups'].map((value) => [
      value,
      value || 'No header',
    ]),
    'Cross-Origin-Opener-Policy on the provider’s pages',
  ),
  framing: sandboxChoice('Framing', 'framing', {
    allowed: 'Allowed',
    'x-frame-options': 'Refused by X-Frame-Options',
    'frame-ancestors': 'Refused by frame-ancestors',
  }),
  delayMs: number('Delay of each page', 0, 60_000, 'Milliseconds'),
  autopilot: choice(
    'Autopilot',
    [
      ['off', 'Off: click through the pages yourself'],
      ['200', 'On: 0.2 s per page'],
      ['1000', 'On: 1 s per page'],
      ['2500', 'On: 2.5 s per page'],
    ],
    'The provider’s pages press their own buttons',
  ),
  expiresIn: number('Session lifetime', 900, YEAR_SECONDS, 'Seconds'),
};

export const settingNames: readonly SettingName[] = Object.keys(settings) as SettingName[];

export const defaults: Values = Object.fromEntries(
  settingNames.map((name) => [name, settings[name].initial]),
) as Record<SettingName, string>;

/** What a person sees of it; a scenario leaves it alone. */
export const LOOK: readonly SettingName[] = ['theme', 'lang', 'label', 'confirmClose'];

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settings, name);
}
