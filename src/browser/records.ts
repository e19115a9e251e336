import { LAUNCH_MODES, type LaunchMode } from '../model/launch-mode.ts';
import type { ProviderResult } from '../model/provider-result.ts';
import { browserStore, type Store } from './store.ts';

/**
 * Who ended a flow. `page`: the host page or the user, so the session may still work. `error`: an error that only the
 * tab it came to speaks for; a success that names the session still counts. `provider`: for good.
 */
export type End = 'page' | 'error' | 'provider';

/** What this browser keeps about one flow, under its flow id. Nothing in it is secret. */
export interface FlowRecord {
  v: 2;
  mode: LaunchMode;
  sessionId: string;
  /** Milliseconds of this browser's clock. */
  expiresAt: number;
  /** Whether the flow id is part of the addresses that the provider sends the user back to. */
  named: boolean;
  /** The address of the page that launched the flow. */
  returnUrl: string;
  /** The integrator's `state`. */
  state?: unknown;
  /** The callback address that has come home. */
  result?: string;
  ended?: End;
}

/** How a callback ends its flow. */
export function endBy({ status }: ProviderResult, named: boolean): End {
  return named || status === 'success' ? 'provider' : 'error';
}

/** Whether a callback comes too late: a flow ends once. */
export function isOver({ ended }: FlowRecord, { status }: ProviderResult): boolean {
  return ended === 'error' ? status !== 'success' : ended !== undefined;
}

/** The flows of this browser. */
export interface Records {
  write(flowId: string, record: FlowRecord): void;
  /** Changes a record that exists. */
  update(flowId: string, change: Partial<FlowRecord>): void;
  read(flowId: string): FlowRecord | undefined;
  all(): [flowId: string, record: FlowRecord][];
}

const PREFIX = 'open-consent.flow.';
/** Records stay that long after they expire: a clock may be wrong. */
const KEEP_MS = 86_400_000;

/** In localStorage, one key each; in the tab's sessionStorage only where localStorage refuses them. */
export function openRecords(win: Window, now: () => number): Records {
  const tab = browserStore(win, 'sessionStorage');
  const shared = browserStore(win, 'localStorage');
  const read = (flowId: string): FlowRecord | undefined => {
    const record = { ...parse(tab, PREFIX + flowId), ...parse(shared, PREFIX + flowId) };
    return record.v && (record as FlowRecord);
  };
  const all = () =>
    [...tab.keys(), ...shared.keys()].flatMap((key): [string, FlowRecord][] => {
      const [, flowId] = key.split(PREFIX);
      const record = flowId && read(flowId);
      return record ? [[flowId, record]] : [];
    });
  const keep = (flowId: string, record: FlowRecord) => {
    const key = PREFIX + flowId;
    shared.write(key, record) || tab.write(key, record);
  };
  return {
    read,
    all,
    write(flowId, record) {
      for (const [id, { expiresAt }] of all())
        if (expiresAt + KEEP_MS < now()) for (const store of [tab, shared]) store.remove(PREFIX + id);
      keep(flowId, record);
    },
    update(flowId, change) {
      const record = read(flowId);
      if (record) keep(flowId, { ...record, ...change });
    },
  };
}

/** Storage is open to all code of the origin, and to older versions: whatever is not a record is removed. */
function parse(store: Store, key: string): FlowRecord | undefined {
  const record = (store.read(key) ?? {}) as FlowRecord;
  const { v, mode, sessionId, expiresAt, returnUrl, result = '' } = record;
  const hasTexts = [sessionId, returnUrl, result].every((text) => typeof text === 'string');
  if (v === 2 && LAUNCH_MODES.includes(mode) && Number.isFinite(expiresAt) && hasTexts) return record;
  store.remove(key);
  return undefined;
}
