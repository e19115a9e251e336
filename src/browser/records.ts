import { LAUNCH_MODES, type LaunchMode } from '../model/launch-mode.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { browserStore, type Store } from './store.ts';

/**
 * What ended a flow. `page`: the host page or the user, so the session may still work. `error`: an error of an unnamed
 * flow, for which only its tab is evidence; a success with the session id still counts. `provider`: the provider, for
 * good.
 */
export type End = 'page' | 'error' | 'provider';

/** What this browser keeps about one flow, under its flow id. Nothing in it is secret. */
export interface FlowRecord {
  v: 2;
  mode: LaunchMode;
  sessionId: string;
  /** Milliseconds of this browser's clock. */
  expiresAt: number;
  /** Whether the flow id is in the callback addresses. */
  named: boolean;
  /** The address of the page that launched the flow. */
  returnUrl: string;
  /** The integrator's `state`. */
  state?: unknown;
  /** The callback address that has arrived. */
  result?: string;
  ended?: End;
}

/** The kind of end that a callback causes. */
export function endBy({ status }: ProviderResult, named: boolean): End {
  return named || status === 'success' ? 'provider' : 'error';
}

/** Whether a callback is too late, because its flow has already ended. */
export function isOver({ ended }: FlowRecord, { status }: ProviderResult): boolean {
  return ended === 'error' ? status !== 'success' : ended !== undefined;
}

/** The records of all flows in this browser. */
export interface Records {
  write(flowId: string, record: FlowRecord): void;
  /** Changes a record, if it exists. */
  update(flowId: string, change: Partial<FlowRecord>): void;
  read(flowId: string): FlowRecord | undefined;
  all(): [flowId: string, record: FlowRecord][];
}

const RECORD = 'open-consent.flow.';
/**
 * The end has a key of its own. Two tabs with the same callback may write at the same time, and storage lags between
 * their processes. Writing the whole record could undo the end that the other tab has just stored.
 */
const ENDED = 'open-consent.ended.';
const ENDS: readonly unknown[] = ['page', 'error', 'provider'] satisfies End[];
/** Records are kept this long after they expire, because a clock may be wrong. */
const KEEP_MS = 86_400_000;

/** Keeps records in localStorage, or in the tab's sessionStorage if localStorage refuses them. */
export function openRecords(win: Window, now: () => number): Records {
  const tab = browserStore(win, 'sessionStorage');
  const shared = browserStore(win, 'localStorage');
  const read = (flowId: string): FlowRecord | undefined => {
    const record = { ...parse(tab, RECORD + flowId), ...parse(shared, RECORD + flowId) };
    const ended = parseEnd(shared, ENDED + flowId) ?? parseEnd(tab, ENDED + flowId);
    return record.v && ({ ...record, ...(ended && { ended }) } as FlowRecord);
  };
  const all = () =>
    [...tab.keys(), ...shared.keys()].flatMap((key): [string, FlowRecord][] => {
      const [, flowId] = key.split(RECORD);
      const record = flowId && read(flowId);
      return record ? [[flowId, record]] : [];
    });
  const keep = (key: string, value: unknown) => shared.write(key, value) || tab.write(key, value);
  const forget = (flowId: string) => {
    for (const store of [tab, shared]) for (const prefix of [RECORD, ENDED]) store.remove(prefix + flowId);
  };
  return {
    read,
    all,
    write(flowId, record) {
      for (const [id, { expiresAt }] of all()) if (expiresAt + KEEP_MS < now()) forget(id);
      keep(RECORD + flowId, record);
    },
    update(flowId, { ended, ...change }) {
      const record = read(flowId);
      if (record && Object.keys(change).length) keep(RECORD + flowId, { ...record, ...change });
      if (record && ended) keep(ENDED + flowId, ended);
    },
  };
}

/** All code of the origin and older versions can write to storage, so anything that is not a record is removed. */
function parse(store: Store, key: string): FlowRecord | undefined {
  const record = (store.read(key) ?? {}) as FlowRecord;
  const { v, mode, sessionId, expiresAt, returnUrl, result = '' } = record;
  const hasTexts = [sessionId, returnUrl, result].every((text) => typeof text === 'string');
  if (v === 2 && LAUNCH_MODES.includes(mode) && Number.isFinite(expiresAt) && hasTexts) return record;
  store.remove(key);
  return undefined;
}

function parseEnd(store: Store, key: string): End | undefined {
  const ended = store.read(key);
  if (ENDS.includes(ended)) return ended as End;
  store.remove(key);
  return undefined;
}
