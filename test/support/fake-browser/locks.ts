import { securityError } from './events.ts';
import type { Page } from './page.ts';

type Grant = (lock: { name: string; mode: LockMode } | null) => unknown;

interface Request {
  page: Page;
  name: string;
  mode: LockMode;
  grant: Grant;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** The Web Locks of a browser, by storage key. A page that goes lets go of what it holds and of what it waits for. */
export class LockManager {
  readonly #held = new Set<Request>();
  readonly #queue: Request[] = [];

  request(
    page: Page,
    name: string,
    { mode = 'exclusive', signal, ...how }: LockOptions,
    grant: Grant,
  ): Promise<unknown> {
    if (page.opaque) return Promise.reject(securityError('Locks are denied for this document.'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    page.costs.locks++;
    return new Promise<unknown>((resolve, reject) => {
      const request: Request = { page, name, mode, grant, resolve, reject };
      if (how.steal) this.#steal(name);
      if (how.ifAvailable && !this.#free(request, this.#queue)) {
        page.task(() => run(request, null));
        return;
      }
      if (how.steal) this.#queue.unshift(request);
      else this.#queue.push(request);
      signal?.addEventListener('abort', () => {
        if (this.#drop(request)) reject(signal.reason);
      });
      this.#next();
    });
  }

  /** The names that a page holds. */
  heldBy(page: Page): string[] {
    return [...this.#held].filter((request) => request.page === page).map(({ name }) => name);
  }

  /** Whether a page holds or waits for any: then no browser keeps it in its back/forward cache. */
  concerns(page: Page): boolean {
    return [...this.#held, ...this.#queue].some((request) => request.page === page);
  }

  release(page: Page): void {
    for (const request of [...this.#queue]) if (request.page === page) this.#drop(request);
    for (const request of [...this.#held]) if (request.page === page) this.#held.delete(request);
    this.#next();
  }

  query(): Promise<LockManagerSnapshot> {
    const info = ({ name, mode }: Request) => ({ name, mode, clientId: '' });
    return Promise.resolve({ held: [...this.#held].map(info), pending: this.#queue.map(info) });
  }

  #free({ name, mode }: Request, before: readonly Request[]): boolean {
    const bars = (other: Request) =>
      other.name === name && (mode === 'exclusive' || other.mode === 'exclusive');
    return ![...this.#held, ...before].some(bars);
  }

  /** Grants what is free, in the order of asking; the callback runs as a task of the page that asked. */
  #next(): void {
    for (const request of [...this.#queue]) {
      if (!this.#free(request, this.#queue.slice(0, this.#queue.indexOf(request)))) continue;
      this.#drop(request);
      this.#held.add(request);
      const { page, name, mode } = request;
      page.task(() =>
        run(request, { name, mode }).finally(() => {
          if (this.#held.delete(request)) this.#next();
        }),
      );
    }
  }

  #drop(request: Request): boolean {
    const index = this.#queue.indexOf(request);
    if (index >= 0) this.#queue.splice(index, 1);
    return index >= 0;
  }

  #steal(name: string): void {
    for (const request of [...this.#held]) {
      if (request.name !== name) continue;
      this.#held.delete(request);
      request.reject(new DOMException('Lock was stolen by another request', 'AbortError'));
    }
  }
}

async function run({ page, grant, resolve, reject }: Request, lock: Parameters<Grant>[0]): Promise<void> {
  try {
    const value = await grant(lock);
    if (page.alive) resolve(value);
  } catch (error) {
    reject(error);
  }
}

/** `navigator.locks`, as a page has it. */
export function lockPort(page: Page): Pick<globalThis.LockManager, 'request' | 'query'> {
  const manager = page.browser.locksOf(page);
  return {
    request: (
      name: string,
      ...rest: [LockOptions, LockGrantedCallback<unknown>] | [LockGrantedCallback<unknown>]
    ) => {
      const [options, grant] = rest.length === 1 ? [{}, rest[0]] : rest;
      return manager.request(page, name, options, grant as never);
    },
    query: () => manager.query(),
  } as Pick<globalThis.LockManager, 'request' | 'query'>;
}
