import type { ConsentEvent } from '../../src/index.ts';
import { element } from './element.ts';
import { keep, recall } from './tab-store.ts';

/** A line of the log: an event, or a callback that was called. */
interface Entry {
  at: number;
  name: string;
  detail: string;
}

export interface EventLog {
  add(name: string, detail?: string, at?: number): void;
  addEvent(event: ConsentEvent): void;
  clear(): void;
}

/** Kept in the tab: what happened before a redirect stands above what happened after it. */
export function createEventLog(list: HTMLElement): EventLog {
  let entries: Entry[] = readEntries(recall('events'));
  const show = (entry: Entry) => {
    list.append(toItem(entry, entries[0]?.at ?? entry.at));
    list.scrollTop = list.scrollHeight;
  };
  const add: EventLog['add'] = (name, detail = '', at = Date.now()) => {
    const entry = { at, name, detail };
    entries.push(entry);
    keep('events', entries);
    show(entry);
  };
  entries.forEach(show);
  return {
    add,
    addEvent: ({ type, at, sessionId: _, ...rest }) => add(type, Object.values(rest).join(', '), at),
    clear() {
      entries = [];
      list.replaceChildren();
    },
  };
}

function readEntries(kept: unknown): Entry[] {
  return Array.isArray(kept) ? (kept as Entry[]) : [];
}

function toItem({ at, name, detail }: Entry, start: number): HTMLLIElement {
  const time = element('time', {}, `${((at - start) / 1000).toFixed(2)} s`);
  return element('li', {}, time, element('code', {}, name), element('span', {}, detail));
}
