import { CountedTarget, makeEvent } from './events.ts';
import type { Page } from './page.ts';

/** The channels of a browser, by storage key: those of another partition hear nothing. */
export type Channels = Map<string, Set<FakeChannel>>;

/** `BroadcastChannel`, as one page has it. */
export class FakeChannel extends CountedTarget {
  readonly name: string;
  readonly page: Page;
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly #peers: Set<FakeChannel>;
  #closed = false;

  constructor(page: Page, name: string) {
    super();
    this.page = page;
    this.name = name;
    const { channels } = page.browser;
    this.#peers = channels.get(page.storageKey) ?? new Set();
    channels.set(page.storageKey, this.#peers);
    this.#peers.add(this);
    page.channels.add(this);
    page.costs.channels++;
    this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent));
  }

  postMessage(message: unknown): void {
    if (this.#closed) throw new DOMException('Channel is closed', 'InvalidStateError');
    const data = structuredClone(message);
    for (const peer of this.#peers) {
      // A page in the back/forward cache hears nothing, and is told nothing later.
      if (peer === this || peer.name !== this.name || peer.page.sleeping) continue;
      peer.page.task(() => peer.#hear(structuredClone(data), this.page.origin));
    }
  }

  close(): void {
    this.#closed = true;
    this.#peers.delete(this);
    this.page.channels.delete(this);
  }

  #hear(data: unknown, origin: string): void {
    if (!this.#closed) this.dispatchEvent(makeEvent('message', { data, origin, source: null, ports: [] }));
  }
}

/** The constructor that a page has. */
export function channelOf(page: Page): typeof BroadcastChannel {
  return class extends FakeChannel {
    constructor(name: string) {
      super(page, name);
    }
  } as unknown as typeof BroadcastChannel;
}
