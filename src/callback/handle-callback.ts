import { type Marker, readMarker, removeMarker } from '../browser/marker.ts';
import { pageState } from '../browser/page-state.ts';
import type { Parcel } from '../browser/parcel.ts';
import { type FlowRecord, openRecords, type Records } from '../browser/records.ts';
import { isFramed, sendRelay } from '../browser/relay.ts';
import { browserStore } from '../browser/store.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { cleanCallbackUrl, readCallback } from '../protocol/callback-url.ts';
import { type Verdict, verifyHere } from './verify.ts';

/** What the address of this page came to. */
export type Handled =
  | { handled: 'relayed' | 'none' }
  /** This is where it ends: for good only where the verdict is `verified`. */
  | { handled: 'here'; verdict: Verdict['verdict']; parcel: Parcel; returnUrl?: string | undefined };

/**
 * Handles a callback in the page's own address, wherever the page finds itself: in a popup or a frame it hands the
 * address to the flow that waits and closes its window; after a redirect (or in another tab, where nobody answers) it
 * verifies, and ends the flow itself. The address is cleaned, and the session spent, only where the callback is surely
 * ours: another product may own those names. Done once for each page, whoever asks.
 */
export function handleCallback(win: Window): Promise<Handled> {
  return pageState(win, 'callback', () => handle(win));
}

async function handle(win: Window): Promise<Handled> {
  const { href } = win.location;
  const result = readCallback(href);
  // A sandboxed frame without an origin of its own can tell nobody.
  if (!result || win.origin === 'null') return { handled: 'none' };
  const tab = browserStore(win, 'sessionStorage');
  const records = openRecords(browserStore(win, 'localStorage'), Date.now);
  // A frame shares its tab's storage: the marker there is not its own.
  const marker = isFramed(win) ? undefined : readMarker(tab);
  const mayBeAnothers = marker?.mode !== 'redirect';
  if (mayBeAnothers && (await relay(win, result, marker, records))) {
    if (marker) removeMarker(tab);
    win.close();
    return { handled: 'relayed' };
  }
  const answer: AnyVerdict | undefined = verifyHere(result, marker, records);
  if (!answer) return { handled: 'none' };
  const { verdict, flowId, record } = answer;
  // The tab's marker may be of another flow than the callback that came back here.
  const launch = marker?.flowId === flowId ? marker : undefined;
  if (verdict === 'verified') {
    if (launch) removeMarker(tab);
    records.update(flowId as string, { spent: true });
    win.history.replaceState(win.history.state, '', cleanCallbackUrl(href));
  }
  const { sessionId, mode = 'redirect' } = record ?? {};
  const parcel = { url: href, sessionId, mode, at: Date.now(), state: launch?.state };
  return { handled: 'here', verdict, parcel, returnUrl: launch?.returnUrl };
}

/** Every verdict, with what only some of them have. */
type AnyVerdict = Pick<Verdict, 'verdict'> & { flowId?: string; record?: FlowRecord | undefined };

/** Whether the callback was somebody else's to end: its flow answered, or this is surely a flow's own popup. */
async function relay(
  win: Window,
  { sessionId }: ProviderResult,
  marker: Marker | undefined,
  records: Records,
): Promise<boolean> {
  // With no marker, no session id and nobody around, there is nothing that could prove whose error this is.
  if (!marker && sessionId === undefined && !isFramed(win) && !win.opener) return false;
  const url = win.location.href;
  const flowId = marker?.flowId;
  const mailbox = flowId ?? (sessionId && records.ofSession(sessionId)?.flowId);
  const isSpent = () => mailbox && records.read(mailbox)?.spent;
  const before = isSpent();
  if (mailbox) records.update(mailbox, { callback: url });
  const answered = await sendRelay(win, {
    v: 1,
    type: 'open-consent.callback',
    url,
    ...(flowId && { flowId }),
  });
  // A host page that was reloaded takes it from the mailbox, and says no more than that.
  return answered || marker !== undefined || (!before && isSpent() === true);
}
