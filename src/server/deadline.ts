import { ConsentServerError } from './consent-server-error.ts';

/** The time limit of one call, combined with the caller's signal. */
export interface Deadline {
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Resolves as `work` does, or rejects when the deadline ends, even if a `fetch` ignores its signal. */
  race<T>(work: Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
}

export async function withDeadline<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  run: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const aborted = () => new ConsentServerError('aborted', 'the caller aborted the call');
  if (outer?.aborted) throw aborted();
  const ending = new AbortController();
  const onAbort = () => ending.abort(aborted());
  const onTimeout = () => ending.abort(new ConsentServerError('timeout', `no answer within ${timeoutMs} ms`));
  outer?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(onTimeout, timeoutMs);
  try {
    return await run(createDeadline(ending.signal, Date.now() + timeoutMs));
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', onAbort);
  }
}

function createDeadline(signal: AbortSignal, endsAt: number): Deadline {
  const race = <T>(work: Promise<T>) => raceSignal(work, signal);
  const sleep = async (ms: number) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await race(slept).finally(() => clearTimeout(timer));
  };
  return { signal, race, sleep, remainingMs: () => endsAt - Date.now() };
}

function raceSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const release = () => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(release);
  });
}
