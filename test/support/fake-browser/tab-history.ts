import type { Page } from './page.ts';

/** One entry of a tab's history. Entries of one document share its page. */
export interface Entry {
  url: string;
  state: unknown;
  page: Page;
}

/** Where a tab has been, and where in it it is. */
export class TabHistory {
  readonly entries: Entry[] = [];
  #index = -1;

  get length(): number {
    return this.entries.length;
  }

  get current(): Entry | undefined {
    return this.at(0);
  }

  at(by: number): Entry | undefined {
    return this.entries[this.#index + by];
  }

  goTo(entry: Entry): void {
    this.#index = this.entries.indexOf(entry);
  }

  /** What was ahead is gone, with the pages that were kept for it. */
  record(entry: Entry, replaces: boolean): void {
    if (!replaces || this.#index < 0) this.#index++;
    const dropped = this.entries.splice(this.#index, replaces ? 1 : this.entries.length, entry);
    for (const { page } of dropped) if (page.cached) page.kill();
  }
}
