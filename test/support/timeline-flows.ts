/** Flows as the core tells them, for the tests of the timeline. Times are milliseconds since the click. */
type Fields = Readonly<Record<string, string | number>>;
type Line = readonly [after: number, type: string, fields?: Fields];

export interface FlowEvent {
  type: string;
  at: number;
  mode: 'popup' | 'iframe' | 'redirect';
}

const START = 1_764_150_000_000;

function flow(mode: FlowEvent['mode'], ...lines: Line[]): FlowEvent[] {
  return lines.map(([after, type, fields]) => ({ type, at: START + after, mode, ...fields }));
}

const SESSION = { sessionId: '5c1f6f0e-7d0b-4c55-9d0f-0a5d6c8f2b11' };
const POPUP: readonly Line[] = [
  [0, 'window_opened'],
  [2, 'session_requested'],
  [240, 'session_ready', { ...SESSION, expiresAt: START + 900_240 }],
  [242, 'opened', SESSION],
];
const HOME = { ...SESSION, via: 'relay' };

export const timelineFlows: Readonly<Record<string, FlowEvent[]>> = {
  success: flow('popup', ...POPUP, [31_200, 'settled', { ...SESSION, status: 'success', via: 'message' }]),
  'cut off': flow(
    'popup',
    ...POPUP,
    [900, 'close_doubted', SESSION],
    [1900, 'detached', { ...SESSION, evidence: 'focus_elsewhere' }],
    [24_100, 'callback_received', HOME],
    [24_101, 'settled', { ...HOME, status: 'success' }],
  ),
  blocked: flow(
    'popup',
    [0, 'popup_blocked'],
    [3, 'session_requested'],
    [180, 'session_ready', SESSION],
    [4200, 'window_opened', SESSION],
    [4201, 'opened', SESSION],
    [19_400, 'callback_received', HOME],
    [19_401, 'settled', { ...HOME, status: 'success' }],
  ),
  'frame refused': [
    ...flow(
      'iframe',
      [0, 'session_requested'],
      [210, 'session_ready', SESSION],
      [212, 'opened', SESSION],
      [4212, 'frame_stalled', SESSION],
    ),
    ...flow(
      'popup',
      [9100, 'window_opened', SESSION],
      [9101, 'opened', SESSION],
      [22_000, 'settled', { ...SESSION, status: 'success', via: 'message' }],
    ),
  ],
  'one-time password': flow(
    'popup',
    ...POPUP,
    [
      12_300,
      'interrupted',
      { ...SESSION, code: 'provider_error', errorType: 'CONSENT_OTP_FAILURE', via: 'message' },
    ],
    [15_900, 'window_opened'],
    [15_901, 'session_requested'],
    [16_100, 'session_ready', SESSION],
    [16_101, 'opened', SESSION],
    [29_000, 'settled', { ...SESSION, status: 'success', via: 'message' }],
  ),
  'logged out': flow(
    'popup',
    [0, 'window_opened'],
    [1, 'session_requested'],
    [95, 'settled', { status: 'failed', code: 'session_request_failed' }],
  ),
  closed: flow(
    'popup',
    ...POPUP,
    [6400, 'close_doubted', SESSION],
    [
      7200,
      'settled',
      { ...SESSION, status: 'cancelled', reason: 'popup_closed', evidence: 'focus_returned' },
    ],
  ),
  expired: flow(
    'popup',
    ...POPUP.slice(0, 2),
    [150, 'session_ready', { ...SESSION, expiresAt: START + 10_150 }],
    [151, 'opened', SESSION],
    [12_200, 'interrupted', { ...SESSION, code: 'session_expired' }],
    [15_000, 'settled', { ...SESSION, status: 'failed', code: 'session_expired' }],
  ),
  redirect: flow(
    'redirect',
    [0, 'session_requested'],
    [190, 'session_ready', SESSION],
    [191, 'opened', SESSION],
    [18_000, 'page_loaded'],
    [18_020, 'callback_received', { ...SESSION, via: 'address' }],
    [18_021, 'settled', { ...SESSION, status: 'success', via: 'address' }],
  ),
  late: flow(
    'popup',
    ...POPUP,
    [900, 'close_doubted', SESSION],
    [1900, 'detached', { ...SESSION, evidence: 'focus_elsewhere' }],
    [2500, 'status_answered', { ...SESSION, answer: 'pending' }],
    [5000, 'settled', { ...SESSION, status: 'cancelled', reason: 'dismissed' }],
    [11_000, 'late_outcome', { ...HOME, status: 'success' }],
  ),
};
