import { type Heard, listenToInbox, type Reply } from '../browser/inbox.ts';
import { holdLock } from '../browser/locks.ts';
import { unmark } from '../browser/marks.ts';
import { after, onReturn } from '../browser/pulse.ts';
import { readRelay, received } from '../browser/relay.ts';
import { readyResult, recordsOf, type Told, take } from './take.ts';

/**
 * Waits for the result of a flow whose page is gone, because it was reloaded or replaced by another page of the app.
 * Queues for the lock of the flow, and calls `tell` with the outcome.
 */
export function waitFor(win: Window, flowId: string, tell: (told: Told) => void): void {
  const life = new AbortController();
  const { signal } = life;
  const records = recordsOf(win);
  const look = () => {
    const record = records.read(flowId);
    if (record && !record.ended && !readyResult(flowId, record)) return;
    const told = take(win, flowId);
    unmark(win, flowId);
    life.abort();
    if (told) tell(told);
  };
  const hear = (heard: Heard, reply: Reply) => {
    const relay = heard.origin === win.origin ? readRelay(heard.data) : undefined;
    const record = records.read(flowId);
    if (relay?.flowId !== flowId || !record || !readyResult(flowId, { ...record, result: relay.url })) return;
    records.update(flowId, { result: relay.url });
    reply(heard, received(flowId, relay.url));
    look();
  };
  holdLock(win, flowId, signal, () => {
    listenToInbox(win, hear, signal);
    onReturn(win, look, signal);
    win.addEventListener('storage', look, { signal });
    const left = (records.read(flowId)?.expiresAt ?? 0) - Date.now();
    after(win, left, () => life.abort(), signal);
    look();
  });
}
