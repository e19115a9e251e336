import { listenToInbox } from '../browser/inbox.ts';
import { orphanedFlow, removePending } from '../browser/pending.ts';
import { openRecords } from '../browser/records.ts';
import { readRelay } from '../browser/relay.ts';
import type { Store } from '../browser/store.ts';
import { browserStore } from '../browser/store.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { toOutcome } from '../model/provider-result.ts';
import { parseCallbackUrl } from '../protocol/callback-url.ts';

/**
 * This tab was reloaded while a window of its flow was open: the flow is gone, but its result may still come, by the
 * relay or in the mailbox. Listens until it does, or until the session has expired.
 */
export function watchPending(win: Window, tab: Store, tell: (outcome: ConsentOutcome) => void): void {
  const flowId = orphanedFlow(win, tab);
  if (!flowId) return;
  const records = openRecords(browserStore(win, 'localStorage'), Date.now);
  const record = records.read(flowId);
  if (!record || record.spent) return removePending(win, tab, flowId);
  const life = new AbortController();
  const take = (url: string | undefined): void => {
    const result = url ? parseCallbackUrl(url)?.result : undefined;
    if (!result || (result.sessionId ?? record.sessionId) !== record.sessionId) return;
    life.abort();
    records.update(flowId, { spent: true });
    tell(toOutcome(result, record.sessionId, record.mode));
  };
  const look = () => take(records.read(flowId)?.callback);
  const stop = listenToInbox(win, ({ origin, data, reply }) => {
    const relay = origin === win.origin ? readRelay(data) : undefined;
    if (relay?.type !== 'open-consent.callback' || relay.flowId !== flowId) return;
    // The answer first: what ends the watch also closes the channel that it goes by.
    reply({ ...relay, type: 'open-consent.received' });
    take(relay.url);
  });
  const timer = win.setTimeout(() => life.abort(), Math.min(record.expiresAt - Date.now(), 2 ** 31 - 1));
  life.signal.addEventListener('abort', () => {
    stop();
    win.clearTimeout(timer);
    removePending(win, tab, flowId);
  });
  win.document.addEventListener('visibilitychange', look, { signal: life.signal });
  for (const name of ['focus', 'pageshow']) win.addEventListener(name, look, { signal: life.signal });
  look();
}
