import { duration } from './duration.ts';
import { arrow, glyph } from './lanes.ts';
import type { Draw } from './step.ts';
import { PAGE_LOADED } from './timeline-event.ts';

/** From the click to the provider's page. */
export const openingSteps: Readonly<Record<string, Draw>> = {
  session_requested: () => ({
    title: 'Session requested',
    text: 'The page asks your server for an auth session.',
    marks: [arrow('host', 'server')],
    lanes: { server: 'busy' },
  }),
  session_ready: (event, before) => ({
    title: 'Session ready',
    text: sessionText(event, before),
    marks: before.some(isRequest) ? [arrow('server', 'host')] : [glyph('dot', 'host')],
    lanes: { server: 'idle' },
  }),
  window_opened: (_, before) => ({
    title: before.some(({ type }) => type === 'window_opened') ? 'Window opened again' : 'Window opened',
    text: 'The window is blank until the session is ready.',
    marks: [arrow('host', 'window')],
    lanes: { window: 'busy' },
  }),
  popup_blocked: () => ({
    title: 'Window blocked',
    text: 'The browser refused to open a window. A click on a button can open it.',
    tone: 'warn',
    marks: [arrow('host', 'window'), glyph('cross', 'window')],
    lanes: { window: 'idle' },
  }),
  opened: ({ mode }) =>
    mode === 'redirect'
      ? {
          title: 'Left for the provider',
          text: 'This tab goes to the provider’s page.',
          marks: [arrow('host', 'provider')],
          lanes: { host: 'unsure', provider: 'busy' },
        }
      : {
          title: 'Provider opened',
          text: `The ${mode === 'iframe' ? 'frame' : 'window'} goes to the provider’s page.`,
          marks: [arrow('host', 'provider')],
          lanes: { window: 'busy', provider: 'busy' },
        },
  [PAGE_LOADED]: ({ mode }) => ({
    title: 'Page loaded',
    text: mode === 'redirect' ? 'The tab came back to your site.' : 'The page was loaded anew.',
    marks: [mode === 'redirect' ? arrow('provider', 'host') : glyph('dot', 'host')],
    lanes: mode === 'redirect' ? { host: 'busy', provider: 'idle' } : { host: 'busy' },
  }),
};

function isRequest({ type }: { type: string }): boolean {
  return type === 'session_requested';
}

const sessionText: (...[event, before]: Parameters<Draw>) => string = ({ at, expiresAt }, before) => {
  const asked = before.findLast(isRequest);
  const took = asked ? `Your server answered after ${duration(at - asked.at)}.` : 'The page had it already.';
  return expiresAt === undefined ? took : `${took} It expires in ${duration(expiresAt - at)}.`;
};
