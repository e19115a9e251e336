import { markTab } from '../browser/marks.ts';
import { pageState } from '../browser/page-state.ts';
import { isOver } from '../browser/records.ts';
import { isFramed, isReadable, sendRelay, WINDOW_NAME } from '../browser/relay.ts';
import { type Callback, cleanCallbackUrl, readCallback } from '../protocol/callback-url.ts';
import { ownMarks, readyResult, recordsOf } from './take.ts';
import { type Ours, whoseCallback } from './whose.ts';

/** What the address of this page came to. */
export type Arrival =
  /** No callback that concerns this browser. */
  | { handled: 'none' }
  /** A page that waits has it. */
  | { handled: 'relayed' }
  /** The flow ends here: its record holds the result, and this page its lock. */
  | { handled: 'here'; flowId: string }
  /** It can end no flow here. */
  | { handled: 'refused'; why: Refusal };

export type Refusal = 'session_used' | 'session_mismatch' | 'unverified_callback';

/** How long a callback page waits for an answer where no lock tells whether anybody is there. */
const PATIENCE_MS = 1000;

/**
 * Brings a callback in the page's own address to where its flow ends: to the page that waits, or here. Done once for
 * each page, whoever asks. Where it is nobody's, nothing is awaited and nothing is stored.
 */
export function arrive(win: Window): Promise<Arrival> {
  return pageState(win, 'arrival', () => handle(win));
}

async function handle(win: Window): Promise<Arrival> {
  const { href } = win.location;
  const callback = readCallback(href);
  // A sandboxed frame without an origin of its own can tell nobody.
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
  // The page that ended it by itself may want to know.
  if (late && record.ended !== 'page') return refuse('session_used');
  if (!late) records.update(flowId, { result: href });
  const hasLeft = record.mode === 'redirect' || ownMarks(win)[flowId] === 'tab';
  if (await sendRelay(win, flowId, href, hasLeft ? 0 : PATIENCE_MS)) return leave(win);
  const left = records.read(flowId);
  // The page that waits has found it in the record, and could not answer.
  if (!readyResult(flowId, left)) return left?.result === href ? leave(win) : refuse('session_used');
  markTab(win, flowId);
  if (win.location.href === href) win.history.replaceState(win.history.state, '', cleanCallbackUrl(href));
  return { handled: 'here', flowId };
}

/** By its name, where storage is out of sight: a host page framed by another site has its own. */
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
