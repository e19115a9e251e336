import { type Marker, readMarker, removeMarker } from '../browser/marker.ts';
import { openRecords, type Records } from '../browser/records.ts';
import { isFramed, sendRelay } from '../browser/relay.ts';
import { browserStore, type Store } from '../browser/store.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { type ParsedCallback, parseCallbackUrl } from '../protocol/callback-url.ts';
import { verifyHere } from './verify.ts';

/** What the address of this page came to. */
export type Handled =
  | { handled: 'relayed' }
  | { handled: 'outcome'; outcome: ConsentOutcome; verified: boolean; marker?: Marker | undefined }
  | { handled: 'none' };

/**
 * Handles a callback in the page's own address, wherever the page finds itself: in a popup or a frame it hands the
 * address to the flow that waits and closes its window; after a redirect (or in another tab, where nobody answers) it
 * verifies and ends the flow itself.
 */
export async function handleCallback(win: Window): Promise<Handled> {
  const url = win.location.href;
  const parsed = parseCallbackUrl(url);
  if (!parsed) return { handled: 'none' };
  const tab = browserStore(win, 'sessionStorage');
  const records = openRecords(browserStore(win, 'localStorage'), Date.now);
  const marker = readMarker(tab);
  // A frame shares its tab's storage: the marker there is not its own.
  const own = isFramed(win) ? undefined : marker;
  if (own?.mode !== 'redirect' && (await relay(win, url, parsed.result, own, records))) {
    if (own) removeMarker(tab);
    win.close();
    return { handled: 'relayed' };
  }
  return endHere(win, parsed, marker?.mode === 'redirect' ? marker : undefined, tab, records);
}

/** Whether the callback was somebody else's to end: its flow answered, or this is surely a flow's own popup. */
async function relay(
  win: Window,
  url: string,
  { sessionId }: ProviderResult,
  marker: Marker | undefined,
  records: Records,
): Promise<boolean> {
  // With no marker, no session id and nobody around, there is nothing that could prove whose error this is.
  if (!marker && sessionId === undefined && !isFramed(win) && !win.opener) return false;
  const flowId = marker?.flowId;
  const mailbox = flowId ?? (sessionId && records.ofSession(sessionId)?.flowId);
  if (mailbox) records.update(mailbox, { callback: url });
  const answered = await sendRelay(win, {
    v: 1,
    type: 'open-consent.callback',
    url,
    ...(flowId && { flowId }),
  });
  return answered || marker !== undefined;
}

function endHere(
  win: Window,
  { result, cleanUrl }: ParsedCallback,
  marker: Marker | undefined,
  tab: Store,
  records: Records,
): Handled {
  const answer = verifyHere(result, marker, records);
  if (!answer) return { handled: 'none' };
  if (!answer.verified) return { handled: 'outcome', ...answer };
  if (marker?.flowId === answer.flowId) removeMarker(tab);
  records.update(answer.flowId, { spent: true });
  win.history.replaceState(win.history.state, '', cleanUrl);
  return { handled: 'outcome', ...answer, marker };
}
