import type { Heard, Reply } from '../../src/browser/inbox.ts';
import type { Beat } from '../../src/browser/pulse.ts';
import { openRecords, type Records } from '../../src/browser/records.ts';
import type { Ports } from '../../src/flow/ports.ts';
import type { Launcher } from '../../src/launchers/launcher.ts';
import type { LaunchMode } from '../../src/model/launch-mode.ts';
import { FakeStorage } from '../unit/browser/fake-storage.ts';

export const HOST = 'https://app.example';
export const PROVIDER = 'https://auth.fiskil.com';
export const START = 1_700_000_000_000;

/** A window as a launcher sees it. */
export interface FakeWindow {
  mode: LaunchMode;
  /** Where it opened, if the flow knew where it would be sent. */
  openedAt: string | undefined;
  navigatedTo?: string;
  /** The flow that its pages speak for. */
  flowId?: string;
  closed: boolean;
  closedByFlow: boolean;
  /** How the flow closed it, where it did. */
  closing?: { linger: boolean; coming: boolean };
  /** How often the flow brought it forward. */
  focusings: number;
  address?: string;
  busy: boolean;
  /** How many pages have loaded in it. */
  loads: number;
  /** What messages from it have as their source. */
  source: MessageEventSource | null;
}

export interface FakeWorld {
  ports: Ports;
  records: Records;
  windows: FakeWindow[];
  blocked: boolean;
  focused: boolean;
  coarse: boolean;
  framed: boolean;
  foreignTop: boolean;
  origin: string;
  /** The flows that this tab waits for, or has left for. */
  marks: Set<string>;
  /** The flows whose lock is held. */
  locks: Set<string>;
  reported: unknown[];
  /** The media queries that were asked. */
  queries: string[];
  now(): number;
  /** Lets time pass, with a beat every 200 ms. */
  pass(ms: number): void;
  /** Lets time pass with no beat: the page is frozen. */
  freeze(ms: number): void;
  beat(returned?: boolean, restored?: boolean): void;
  /** The host page gets its focus back. */
  focus(): void;
  send(heard: Partial<Heard> & { data: unknown }): unknown[];
  refuseFrame(origin: string): void;
  /** How many flows listen for refused frames. */
  refusalListeners(): number;
  /** How many things are held: pulses, inbox listeners, timers, open windows. */
  held(): number;
}

/** The outside of a flow, with nothing real in it: one clock that tests turn by hand. */
export function fakeWorld(): FakeWorld {
  let now = START;
  let ids = 0;
  let timerIds = 0;
  const storage = { localStorage: new FakeStorage(), sessionStorage: new FakeStorage() };
  const pulses = new Set<Beat>();
  const inbox = new Set<(heard: Heard, reply: Reply) => void>();
  const refusals = new Set<(origin: string) => void>();
  const timers = new Map<number, { at: number; run: () => void }>();
  Object.assign(globalThis, { reportError: (error: unknown) => world.reported.push(error) });
  const hold = <T>(set: Set<T>, item: T, signal: AbortSignal) => {
    set.add(item);
    signal.addEventListener('abort', () => set.delete(item));
  };
  const world: FakeWorld = {
    records: openRecords(storage as unknown as Window, () => now),
    marks: new Set(),
    locks: new Set(),
    windows: [],
    blocked: false,
    focused: true,
    coarse: false,
    framed: false,
    foreignTop: false,
    origin: HOST,
    reported: [],
    queries: [],
    now: () => now,
    pass(ms) {
      for (const end = now + ms; now < end; ) {
        now = Math.min(now + 200, end);
        for (const [id, timer] of [...timers]) if (timer.at <= now && timers.delete(id)) timer.run();
        world.beat();
      }
    },
    freeze(ms) {
      now += ms;
    },
    beat(returned, restored) {
      for (const pulse of [...pulses]) pulse(returned, restored);
    },
    focus() {
      world.focused = true;
      world.beat(true);
    },
    send(heard) {
      const replies: unknown[] = [];
      const whole = { origin: PROVIDER, ...heard } as Heard;
      for (const listener of [...inbox]) listener(whole, (_, data) => replies.push(data));
      return replies;
    },
    refuseFrame(origin) {
      for (const refused of [...refusals]) refused(origin);
    },
    refusalListeners: () => refusals.size,
    held: () =>
      pulses.size +
      inbox.size +
      refusals.size +
      timers.size +
      world.locks.size +
      world.marks.size +
      world.windows.filter((w) => !w.closed).length,
    ports: {
      get origin() {
        return world.origin;
      },
      get framed() {
        return world.framed;
      },
      get foreignTop() {
        return world.foreignTop;
      },
      address: () => `${HOST}/accounts`,
      markTab: (flowId) => void world.marks.add(flowId),
      unmark: (flowId) => void world.marks.delete(flowId),
      holdLock: (flowId, signal) => hold(world.locks, flowId, signal),
      now: () => now,
      newId: () => `flow-${++ids}`,
      focused: () => world.focused,
      matches(query) {
        world.queries.push(query);
        return world.coarse;
      },
      after(ms, run, signal) {
        const id = ++timerIds;
        timers.set(id, { at: now + ms, run });
        signal.addEventListener('abort', () => timers.delete(id));
      },
      get records() {
        return world.records;
      },
      pulse: (beat, signal) => hold(pulses, beat, signal),
      frameRefusals: (refused, signal) => hold(refusals, refused, signal),
      inbox: (listener, signal) => hold(inbox, listener, signal),
      launch: (mode, _options, url) => fakeLauncher(world, mode, url),
      addressOf: (target) => world.windows.find(({ source }) => source === target)?.address,
    },
  };
  return world;
}

function fakeLauncher(world: FakeWorld, mode: LaunchMode, openedAt?: string): Launcher | undefined {
  if (mode === 'popup' && world.blocked) return undefined;
  const win: FakeWindow = {
    mode,
    openedAt,
    closed: false,
    closedByFlow: false,
    focusings: 0,
    busy: false,
    loads: 1,
    source: {} as MessageEventSource,
  };
  world.windows.push(win);
  return {
    navigate(url, flowId) {
      Object.assign(win, { navigatedTo: url.href, flowId });
    },
    target: () => win.source as Window,
    gone: () => win.closed,
    busy: () => win.busy,
    loads: () => win.loads,
    focus() {
      win.focusings++;
    },
    close(linger, coming) {
      win.closed = true;
      win.closing = { linger, coming };
      win.closedByFlow = true;
    },
  };
}

/** Lets every promise that can settle do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
