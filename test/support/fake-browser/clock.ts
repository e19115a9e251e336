/** Where a task belongs: one that is frozen or busy runs its tasks later. */
export interface Owner {
  /** The earliest moment at which a task of its may run; `Infinity` while it is frozen. */
  earliest(): number;
}

interface Task {
  at: number;
  run(): void;
  owner?: Owner | undefined;
}

/** The real one, whatever fake timers a test installs later. */
const macrotask = setImmediate;

/** More tasks than this within one moment: the page never comes to rest. */
const TASK_LIMIT = 10_000;

/** The one clock and the one task queue of a fake browser. Time passes only when a test says so. */
export class Clock {
  now: number;
  /** Runs before each task: what browsers do between two of them. */
  between: () => void = () => {};
  readonly #tasks = new Set<Task>();

  constructor(start: number) {
    this.now = start;
  }

  /** Runs `run` as a task of its own. Returns the way to call it off. */
  after(ms: number, run: () => void, owner?: Owner): () => void {
    const task = { at: this.now + ms, run, owner };
    this.#tasks.add(task);
    return () => void this.#tasks.delete(task);
  }

  /** Lets time pass: runs all tasks that fall due, in their order, each with the microtasks that follow from it. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await flush();
    for (let run = 0; ; run++) {
      this.between();
      const due = this.#first(end);
      if (!due) break;
      if (run > TASK_LIMIT) throw new Error(`${TASK_LIMIT} tasks within ${ms} ms: this never comes to rest`);
      this.now = Math.max(this.now, startOf(due));
      this.#tasks.delete(due);
      due.run();
      await flush();
    }
    this.now = end;
  }

  #first(end: number): Task | undefined {
    let first: Task | undefined;
    for (const task of this.#tasks)
      if (startOf(task) <= end && (!first || startOf(task) < startOf(first))) first = task;
    return first;
  }
}

function startOf({ at, owner }: Task): number {
  return Math.max(at, owner?.earliest() ?? 0);
}

/** Lets every promise that can settle do so. */
function flush(): Promise<void> {
  return new Promise((resolve) => macrotask(resolve));
}
