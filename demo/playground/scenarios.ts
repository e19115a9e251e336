import { defaults, LOOK, type SettingName, settingNames, type Values } from './settings.ts';

/** A case to try: settings, and what to do and to look at. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** How it ends when one does as it says. */
  readonly ends: 'success' | 'cancelled' | 'failed';
  readonly set: Partial<Values>;
  readonly todo: string;
  readonly watch: string;
}

const BY_ITSELF = { mode: 'popup', autopilot: '1000' } as const;

export const scenarios: readonly Scenario[] = [
  {
    id: 'works',
    title: 'Everything works',
    ends: 'success',
    set: BY_ITSELF,
    todo: 'Press the button. The bank’s pages click through by themselves.',
    watch:
      'The window opens inside the click, before the session exists. A message from the provider brings the result.',
  },
  {
    id: 'blocked',
    title: 'The browser blocks the window',
    ends: 'success',
    set: { ...BY_ITSELF, blocker: 'on' },
    todo: 'Press the button, then “Open window” in the panel.',
    watch: 'The flow does not end. The second click opens the window for the same session.',
  },
  {
    id: 'cut-off',
    title: 'The bank cuts the window off',
    ends: 'success',
    set: { ...BY_ITSELF, coop: 'same-origin' },
    todo: 'Press the button and leave the window in front.',
    watch:
      'A COOP header makes the open window report “closed”. The page waits, and the callback page brings the result.',
  },
  {
    id: 'status',
    title: 'Only your server knows',
    ends: 'success',
    set: { ...BY_ITSELF, coop: 'same-origin', home: 'neither', status: 'on' },
    todo: 'Press the button and leave the window in front.',
    watch:
      'The window is cut off and nothing comes back. The page asks your server, which asks the platform.',
  },
  {
    id: 'frame-refused',
    title: 'The bank refuses the frame',
    ends: 'success',
    set: { mode: 'dialog', framing: 'frame-ancestors', ready: '4000', autopilot: '1000' },
    todo: 'Press the button, wait 4 seconds, then press “Continue in a new window”.',
    watch:
      'A refused frame looks like a slow one. The offer appears, and the same session continues in a window.',
  },
  {
    id: 'another-tab',
    title: 'Back in another tab',
    ends: 'success',
    set: { ...BY_ITSELF, home: 'new_tab' },
    todo: 'Press the button, then the link on the bank’s last page. It opens another tab, as a bank’s app does.',
    watch: 'The new tab finds the flow that is waiting here, passes its address on and closes.',
  },
  {
    id: 'wrong-password',
    title: 'Wrong one-time password',
    ends: 'success',
    set: { ...BY_ITSELF, ending: 'otp_failure', faults: 'once' },
    todo: 'Press the button. When the panel says what went wrong, press “Start again”.',
    watch: 'The failure does not end the flow. It continues with a new session, and succeeds.',
  },
  {
    id: 'logged-out',
    title: 'Logged out while minting',
    ends: 'failed',
    set: { mode: 'popup', server: 'logged_out' },
    todo: 'Press the button, then close the panel.',
    watch: 'Your server answers 401, so the blank window closes at once.',
  },
  {
    id: 'slow-server',
    title: 'Slow server',
    ends: 'success',
    set: { ...BY_ITSELF, server: 'slow' },
    todo: 'Press the button and wait 6 seconds.',
    watch:
      'The window opens inside the click. If it opened only after 6 seconds, the browser would block it.',
  },
  {
    id: 'closed',
    title: 'The user closes the window',
    ends: 'cancelled',
    set: { mode: 'popup' },
    todo: 'Press the button, then close the window that opens.',
    watch:
      'The page gets the focus back when the window closes. So it knows that the window was not just cut off.',
  },
  {
    id: 'expired',
    title: 'The session expires',
    ends: 'success',
    set: { ...BY_ITSELF, autopilot: 'off', expiresIn: '8', faults: 'once' },
    todo: 'Press the button and wait 10 seconds. Then press “Start again”, and click through the pages.',
    watch: 'The page knows when the session ends, and closes the window by itself.',
  },
  {
    id: 'denied',
    title: 'Denied at the bank',
    ends: 'cancelled',
    set: { ...BY_ITSELF, ending: 'denied' },
    todo: 'Press the button.',
    watch: 'A refusal by the user is a cancel, not a failure. Its reason is “denied”.',
  },
  {
    id: 'bank-down',
    title: 'The bank is down',
    ends: 'failed',
    set: { ...BY_ITSELF, ending: 'upstream_failure' },
    todo: 'Press the button, then close the panel.',
    watch: 'error.errorType names the cause. error.retry is “later”: an immediate retry would not help.',
  },
  {
    id: 'no-code',
    title: 'Callback page without code',
    ends: 'success',
    set: { ...BY_ITSELF, callback: 'bare', home: 'callback' },
    todo: 'Press the button.',
    watch:
      'No message is posted. The page reads the address of the window as soon as the window is back on this site.',
  },
  {
    id: 'late',
    title: 'A result after a cancel',
    ends: 'cancelled',
    set: { ...BY_ITSELF, coop: 'same-origin', autopilot: '2500' },
    todo: 'Press the button. When the panel asks “Still there?”, press “Cancel”, and leave the window open.',
    watch: 'The flow ends at once. The consent arrives later, as the event late_outcome.',
  },
  {
    id: 'redirect',
    title: 'Redirect and back',
    ends: 'success',
    set: { mode: 'redirect', autopilot: '1000' },
    todo: 'Press the button. This tab goes to the bank and comes back.',
    watch:
      'The page is loaded anew when the tab comes back. It still has the settings, the timeline and your state.',
  },
];

export function findScenario(id: string): Scenario | undefined {
  return scenarios.find((one) => one.id === id);
}

/** The settings of a scenario; how the widget looks stays as it is. */
export function valuesOf({ set }: Scenario, now: Values): Values {
  const look = Object.fromEntries(LOOK.map((name) => [name, now[name]]));
  return { ...defaults, ...look, ...set };
}

/** The scenario that the settings amount to. */
export function scenarioOf(values: Values): Scenario | undefined {
  return scenarios.find((one) => isSame(valuesOf(one, values), values));
}

function isSame(one: Values, other: Values): boolean {
  return settingNames.every((name: SettingName) => one[name] === other[name]);
}
