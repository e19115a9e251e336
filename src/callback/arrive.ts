import { markTab } from '../browser/marks.ts';
import { pageState } from '../browser/page-state.ts';
import { isOver } from '../browser/records.ts';
import { isFramed, isReadable, sendRelay, WINDOW_NAME } from '../browser/relay.ts';
import { type Callback, cleanCallbackUrl, readCallback } from '../protocol/callback-url.ts';
import { ownMarks, readyResult, recordsOf } from './take.ts';
import { type Ours, whoseCallback } from './whose.ts';

/** What happened to the callback in the address of this page. */
export type Arrival =
  /** There is no callback that belongs to this browser. */
  | { handled: 'none' }
  /** A page that waits has the result. */
  | { handled: 'relayed' }
  /** The flow ends on this page. Its record holds the result, and this page holds its lock. */
  | { handled: 'here'; flowId: string }
  /** The callback cannot end a flow on this page. */
  | { handled: 'refused'; why: Refusal };

export type Refusal = 'session_used' | 'session_mismatch' | 'unverified_callback';

/** How long a callback page waits for an answer if no lock tells whether a page waits. */
const PATIENCE_MS = 1000;

/**
 * Delivers the callback in the page's own address to the page that waits, or ends the flow on this page. Runs once for
 * each page, however often it is called. If the callback belongs to no flow, it waits for nothing and stores nothing.
 */
export function arrive(win: Window): Promise<Arrival> {
  return pageState(win, 'arrival', () => handle(win));
}

async function handle(win: Window): Promise<Arrival> {
  const { href } = win.location;
  const callback = readCallback(href);
  // A sandboxed frame without an origin of its own can reach no other page.
  if (!callback || win.origin === 'null') return { handled: 'none' };
  const records = recordsOf(win).all();
  const known = { records, marks: ownMarks(win), here: href, attended: isAttended(win) };
  const owner = whoseCallback(callback, known);
  if (!owner) return { handled: 'none' };
  if (owner.standing === 'mismatch') return refuse('session_mismatch');
  if (owner.standing === 'ours') return deliver(win, owner, callback);
  if (await sendRelay(win, owner.flowId, href, PATIENCE_MS)) return leave(win);
  return callback.flowId ? refuse('unverified_callback') : { handled: 'none' };
}

async function deliver(win: Window, { flowId, record }: Ours, { result }: Callback): Promise<Arrival> {
  const { href } = win.location;
  const records = recordsOf(win);
  const late = isOver(record, result);
  // A page that has ended the flow by itself may still report a late outcome.
  if (late && record.ended !== 'page') return refuse('session_used');
  if (!late) records.update(flowId, { result: href });
  const hasLeft = record.mode === 'redirect' || ownMarks(win)[flowId] === 'tab';
  if (await sendRelay(win, flowId, href, hasLeft ? 0 : PATIENCE_MS)) return leave(win);
  const left = records.read(flowId);
  // The page that waits has found the result in the record, but could not answer.
  if (!readyResult(flowId, left)) return left?.result === href ? leave(win) : refuse('session_used');
  markTab(win, flowId);
  if (win.location.href === href) win.history.replaceState(win.history.state, '', cleanCallbackUrl(href));
  return { handled: 'here', flowId };
}

/**
 * Whether a flow opened this window or frame, by its name. Needed if storage is partitioned: a host page that another
 * site frames has a storage of its own.
 */
function isAttended(win: Window): boolean {
  const waits = isFramed(win) ? isReadable(win.parent) : win.opener !== null;
  return waits && win.name.startsWith(WINDOW_NAME);
}

function refuse(why: Refusal): Arrival {
  return { handled: 'refused', why };
}

function leave(win: Window): Arrival {
  win.close();
  return { handled: 'relayed' };
}
