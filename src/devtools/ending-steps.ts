import { arrow, glyph, type Lane, type Lanes, type Mark, type Tone } from './lanes.ts';
import { lookUp } from './look-up.ts';
import type { Draw, Step } from './step.ts';
import type { TimelineEvent } from './timeline-event.ts';

const AWAY = { window: 'idle', provider: 'idle', callback: 'idle' } as const satisfies Partial<Lanes>;

/** Where each kind of evidence comes from, and what it says. */
const sourceOf = lookUp<readonly [from: Lane, text: string]>({
  message: ['provider', 'The provider’s message arrived.'],
  relay: ['callback', 'The callback page reported its address.'],
  address: ['callback', 'The callback address was read.'],
  record: ['callback', 'The callback page had left its address in storage.'],
  status: ['server', 'Your server said so, asked by getStatus.'],
});

const cancelTitle = lookUp({
  denied: 'Cancelled: denied at the bank',
  user_cancelled: 'Cancelled at the provider',
  popup_closed: 'Cancelled: window closed',
  dismissed: 'Cancelled: dismissed',
  aborted: 'Cancelled: aborted',
});

const cancelText = lookUp({
  denied: 'The user declined at the bank.',
  user_cancelled: 'The user cancelled on the provider’s page.',
  popup_closed: 'The user closed the window.',
  dismissed: 'The user left the widget, or pressed Back.',
  aborted: 'Your code ended it, or removed the element or the frame.',
  focus_returned: 'The focus came back to this page when the window went, so the user closed it.',
  no_focus: 'This page had the focus all the time and no result came, so the window counts as closed.',
  not_navigated: 'The window was still blank, so the user closed it.',
});

/** The result comes home, and the flow ends. */
export const endingSteps: Readonly<Record<string, Draw>> = {
  callback_received: ({ via = '' }) => ({
    title: 'Back at the callback page',
    text: sourceOf(via)?.[1] ?? 'The callback address reached this page.',
    marks: [arrow('provider', 'callback'), arrow('callback', 'host')],
    lanes: { provider: 'idle', callback: 'busy' },
  }),
  interrupted: (event, before) => ({
    title: `Interrupted: ${nameOf(event)}`,
    text: sentences(sourceText(event, before), 'Not the end yet: the user can start again.'),
    tone: 'warn',
    marks: [...cameFrom(event, before), glyph('cross', 'host')],
    lanes: { ...AWAY, server: 'idle' },
  }),
  settled: (event, before) => ({
    ...ending(event, before),
    marks: [...cameFrom(event, before), glyph('end', 'host')],
    lanes: { ...AWAY, server: 'idle', host: 'idle' },
  }),
  late_outcome: (event, before) => ({
    ...ending(event, before),
    title: `Late: ${event.status}`,
    text: 'This result came after the cancel. Ask your server what is true.',
    marks: [...cameFrom(event, before), glyph('dot', 'host')],
    lanes: AWAY,
  }),
};

function ending(
  event: TimelineEvent,
  before: readonly TimelineEvent[],
): Pick<Step, 'title' | 'text'> & { tone: Tone } {
  const { status, reason = '', evidence = '' } = event;
  const text = sourceText(event, before);
  if (status === 'success') return { title: 'Success', text, tone: 'good' };
  if (status !== 'cancelled') return { title: `Failed: ${nameOf(event)}`, text, tone: 'bad' };
  const why = cancelText(evidence) ?? cancelText(reason);
  return {
    title: cancelTitle(reason) ?? 'Cancelled',
    text: sentences(text, why),
    tone: 'quiet',
  };
}

/** The arrow along which it came; a callback has been drawn already. */
function cameFrom(event: TimelineEvent, before: readonly TimelineEvent[]): Mark[] {
  if (event.reason === 'popup_closed') return [arrow('window', 'host'), glyph('cross', 'window')];
  const source = sourceOf(viaOf(event, before))?.[0];
  if (!source || (source === 'callback' && before.at(-1)?.type === 'callback_received')) return [];
  return [arrow(source, 'host')];
}

function sourceText(event: TimelineEvent, before: readonly TimelineEvent[]): string | undefined {
  return sourceOf(viaOf(event, before))?.[1];
}

const PROVIDER_RESULTS = ['success', 'denied', 'user_cancelled', 'provider_error'];
/** The newest of these events shows how the next result can arrive. After `interrupted` it has already arrived. */
const SAYS_HOW = ['opened', 'detached', 'callback_received', 'interrupted'];

/**
 * The way by which the provider's result arrived. Events without `via` are read together with the events before them. A
 * window that is out of sight cannot post a message, so the server gave the result. Otherwise it was a message, unless
 * the callback page came first.
 */
function viaOf({ via, status, reason, code }: TimelineEvent, before: readonly TimelineEvent[]): string {
  if (via !== undefined) return via;
  if (![status, reason, code].some((word) => word !== undefined && PROVIDER_RESULTS.includes(word)))
    return '';
  const last = before.findLast(({ type }) => SAYS_HOW.includes(type));
  if (last?.type === 'opened') return 'message';
  return last?.type === 'detached' ? 'status' : '';
}

function nameOf({ code = 'failed', errorType }: TimelineEvent): string {
  return errorType ?? code;
}

function sentences(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ');
}
