import { orphanedFlow, removePending } from '../browser/pending.ts';
import { after, onReturn } from '../browser/pulse.ts';
import { openRecords } from '../browser/records.ts';
import { browserStore, type Store } from '../browser/store.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { toOutcome } from '../model/provider-result.ts';
import { readCallback } from '../protocol/callback-url.ts';

/**
 * This tab was reloaded while a window of its flow was open: the flow is gone, but its result may still come into the
 * mailbox. Looks there whenever that may have changed, until it does, or until the session has expired.
 */
export function watchPending(
  win: Window,
  tab: Store,
  tell: (outcome: ConsentOutcome) => void,
): { handled: 'none' } {
  const flowId = orphanedFlow(win, tab);
  if (flowId) watch(win, tab, flowId, tell);
  return { handled: 'none' };
}

function watch(win: Window, tab: Store, flowId: string, tell: (outcome: ConsentOutcome) => void): void {
  const records = openRecords(browserStore(win, 'localStorage'), Date.now);
  const life = new AbortController();
  const { signal } = life;
  const look = () => {
    const record = records.read(flowId);
    const result = record && !record.spent && readCallback(record.callback ?? '');
    const isOurs = result && (result.sessionId ?? record.sessionId) === record.sessionId;
    if (record && !record.spent && !isOurs) return;
    life.abort();
    removePending(tab, flowId);
    if (!isOurs) return;
    records.update(flowId, { spent: true });
    tell(toOutcome(result, record.sessionId, record.mode));
  };
  onReturn(win, look, signal);
  win.addEventListener('storage', look, { signal });
  after(win, (records.read(flowId)?.expiresAt ?? 0) - Date.now(), () => life.abort(), signal);
  look();
}
