import type { PageEntry } from '../../support/host-server.ts';

const TURNS = ['popup_blocked', 'frame_stalled', 'detached', 'late_outcome'];

/** What the pages of one cell have reported, and for its readers what the servers and the screen saw beside that. */
export interface Log {
  add(entry: PageEntry): void;
  /** Something that no page reports; it counts for nothing. */
  note(text: string): void;
  entries(): PageEntry[];
  /** When the newest of them came. */
  lastAt(): number;
  /** Entries and notes, to be read. */
  lines(): string[];
  /** The first entry that reads so (or the `nth`), once there is one. */
  until(entry: string, nth?: number): Promise<PageEntry>;
  /** Whether nothing is on its way: what a page reports last may come first. */
  whole(): boolean;
  /** Resolves when `holds` does, asked again at every entry. */
  when(holds: () => boolean): Promise<void>;
}

export function createLog(): Log {
  const entries: PageEntry[] = [];
  const notes: Note[] = [];
  let lastAt = 0;
  const waiting = new Set<() => void>();
  const when = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const sorted = () => [...entries].sort((a, b) => a.at - b.at || a.nth - b.nth);
  return {
    entries: sorted,
    whole: () =>
      entries.every(
        ({ load, nth }) => nth === 0 || entries.some((e) => e.load === load && e.nth === nth - 1),
      ),
    lines: () => linesOf([...sorted().map(noteOf), ...notes]),
    when,
    lastAt: () => lastAt,
    note(text) {
      lastAt = Date.now();
      notes.push({ at: lastAt, text });
    },
    add(entry) {
      lastAt = Date.now();
      entries.push(entry);
      for (const look of [...waiting]) look();
    },
    async until(text, nth = 0) {
      const found = () => entries.filter(({ entry }) => entry === text)[nth];
      await when(() => found() !== undefined);
      return found() as PageEntry;
    },
  };
}

interface Note {
  at: number;
  text: string;
}

function noteOf({ at, page, entry, flow }: PageEntry): Note {
  return { at, text: `${page} ${flow ?? ''} ${entry}` };
}

/** In their order, with the milliseconds since the first. */
function linesOf(notes: Note[]): string[] {
  const sorted = notes.sort((a, b) => a.at - b.at);
  return sorted.map(({ at, text }) => `${Math.round(at - (sorted[0]?.at ?? at))} ${text}`);
}

export function callbacks(entries: PageEntry[]): PageEntry[] {
  return entries.filter(({ entry }) => entry.startsWith('callback '));
}

/** The path of every flow: its turns and its callbacks, each as often as it came. */
export function pathsOf(entries: PageEntry[]): string {
  const flows = new Map<string, string[]>();
  for (const told of entries) {
    const step = stepOf(told.entry);
    if (!step && told.entry !== 'pressed') continue;
    const key = told.flow === undefined ? open(flows) : `${told.load} ${told.flow}`;
    const path = flows.get(key) ?? [];
    flows.set(key, step ? [...path, step] : path);
  }
  return joined([...flows.values()].map((path) => path.join(' > ') || 'nothing')) || 'nothing';
}

/** Many of the same are counted. */
function joined(paths: string[]): string {
  const [first] = paths;
  const same = paths.length > 2 && paths.every((path) => path === first);
  return same ? `${paths.length} times ${first}` : paths.join(' | ');
}

/** What came back to another page than the one it left belongs to the flow that has not ended. */
function open(flows: Map<string, string[]>): string {
  const unended = [...flows].find(([, path]) => !path.some((step) => !TURNS.includes(step)));
  return unended?.[0] ?? 'nobody’s';
}

function stepOf(entry: string): string | undefined {
  const [kind, ...rest] = entry.split(' ');
  const text = rest.join(' ');
  if (kind === 'event') return TURNS.includes(text) ? text : undefined;
  return kind === 'callback' ? text.replace(/^completed /, '') : undefined;
}
