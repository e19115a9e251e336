import { arrow, glyph } from './lanes.ts';
import { lookUp } from './look-up.ts';
import type { Draw } from './step.ts';

const detachedText = lookUp({
  focus_elsewhere:
    'This page did not get the focus back, so the window is still open. A COOP header on the way cut it off.',
  no_focus: 'This page never lost the focus, so nothing shows whether the window was closed.',
  not_watched: 'This page was asleep at that moment, so nothing shows whether the window was closed.',
});

/** While the user is at the provider: what the page sees of the window or the frame. */
export const watchingSteps: Readonly<Record<string, Draw>> = {
  frame_stalled: () => ({
    title: 'Frame silent',
    text: 'The frame may be refused, slow, or fine: all look alike. The user is offered a window.',
    tone: 'warn',
    marks: [glyph('doubt', 'window')],
    lanes: { window: 'unsure', provider: 'unsure' },
  }),
  frame_resumed: () => ({
    title: 'Frame in use',
    text: 'The user works in the frame, so it is fine.',
    marks: [glyph('dot', 'window')],
    lanes: { window: 'busy', provider: 'busy' },
  }),
  frame_refused: () => ({
    title: 'Frame refused',
    text: 'The Content-Security-Policy of this page blocked the frame.',
    tone: 'bad',
    marks: [glyph('cross', 'window')],
    lanes: { window: 'idle', provider: 'idle' },
  }),
  close_doubted: () => ({
    title: 'Window reports “closed”',
    text: 'A window that a COOP header cut off reports the same. The page looks for other evidence.',
    tone: 'warn',
    marks: [{ ...arrow('window', 'host'), dashed: true }, glyph('doubt', 'window')],
    lanes: { window: 'unsure', provider: 'unsure' },
  }),
  detached: ({ evidence = '' }) => ({
    title: 'Window out of sight',
    text:
      detachedText(evidence) ?? 'It was closed, or a COOP header cut it off. The page waits for a result.',
    tone: 'warn',
    marks: [glyph('doubt', 'host')],
    lanes: { window: 'unsure', provider: 'unsure' },
  }),
  status_answered: ({ answer = '' }) => ({
    title: `getStatus: ${answer}`,
    text: answer === 'error' ? 'getStatus failed, which counts as no answer.' : 'Your server was asked.',
    tone: answer === 'error' ? 'warn' : 'plain',
    marks: [arrow('server', 'host')],
  }),
};
