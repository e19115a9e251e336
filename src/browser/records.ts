import type { LaunchMode } from '../model/launch-mode.ts';
import type { Store } from './store.ts';

/** What every tab of this origin may know of a flow. Nothing in it is secret. */
export interface FlowRecord {
  v: 1;
  sessionId: string;
  /** Milliseconds of this browser's clock. */
  expiresAt: number;
  mode: LaunchMode;
  /** The provider's word has ended the session: it cannot be used again. */
  spent?: boolean;
  /** The mailbox: the callback page's address, for a host page that is frozen or was reloaded. */
  callback?: string;
}

/** The flows of this origin, in localStorage, one key each. */
export interface Records {
  write(flowId: string, record: FlowRecord): void;
  /** Changes a record that exists. */
  update(flowId: string, change: Partial<FlowRecord>): void;
  read(flowId: string): FlowRecord | undefined;
  /** The record of that session: one that is spent before any other, then one with a callback. */
  ofSession(sessionId: string): ({ flowId: string } & FlowRecord) | undefined;
}

const PREFIX = 'open-consent.flow.';
/** Kept a little longer than the session, for a callback that arrives in its last moment. */
const KEEP_MS = 60_000;

export function openRecords(store: Store, now: () => number): Records {
  const read = (flowId: string): FlowRecord | undefined => {
    const record = store.read(PREFIX + flowId) as FlowRecord | undefined;
    if (record?.v === 1 && record.expiresAt + KEEP_MS > now()) return record;
    store.remove(PREFIX + flowId);
    return undefined;
  };
  const all = () =>
    store.keys().flatMap((key) => {
      const flowId = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : '';
      const record = flowId && read(flowId);
      return record ? [{ flowId, ...record }] : [];
    });
  return {
    read,
    write: (flowId, record) => store.write(PREFIX + flowId, record),
    update(flowId, change) {
      const record = read(flowId);
      if (record) store.write(PREFIX + flowId, { ...record, ...change });
    },
    ofSession(sessionId) {
      const found = all().filter((record) => record.sessionId === sessionId);
      return found.find((record) => record.spent) ?? found.find((record) => record.callback) ?? found[0];
    },
  };
}
