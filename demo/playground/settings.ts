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
    'Simulated: window.open() gives null once',
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
  label: text('Button label', 80, 'Empty: the label of the language'),
  confirmClose: choice('Closing the dialog', [
    ['on', 'Asks first'],
    ['off', 'Closes at once'],
  ]),
  ready: number('Silent frame after', 15_000, 60_000, 'Milliseconds: readyTimeoutMs'),
  server: choice('Your server', [
    ['ok', 'Mints a session at once'],
    ['slow', 'Takes 6 seconds'],
    ['logged_out', 'Says 401: nobody is logged in'],
    ['down', 'Says 503: out of order'],
  ]),
  status: choice(
    'Status endpoint',
    [
      ['off', 'None'],
      ['on', 'Asked by getStatus'],
    ],
    'Asked only while the window is out of sight',
  ),
  faults: choice(
    'Faults',
    [
      ['always', 'In every session'],
      ['once', 'In the first session only'],
    ],
    'Whether “Start again” meets the same fault',
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
  home: sandboxChoice('Result travels by', 'home', {
    both: 'Message and address',
    message: 'Message only',
    callback: 'Callback address only',
    neither: 'Nothing',
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
      ['200', 'On: 0.2 s a page'],
      ['1000', 'On: 1 s a page'],
      ['2500', 'On: 2.5 s a page'],
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
