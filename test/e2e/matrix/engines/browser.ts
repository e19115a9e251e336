import type { Desk } from '../desk.ts';

/** What the fault table needs of an engine; all else the pages do, and tell, by themselves. */
export interface MatrixBrowser {
  /** Opens an address in a profile that has stored nothing for its origin. */
  open(url: string): Promise<Tab>;
  /** Opens an address in another profile, which shares nothing with those of `open`. */
  elsewhere(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  /** A real click. */
  click(selector: string): Promise<void>;
  reload(): Promise<void>;
  /** Another address in the same tab, as a bank's app or the address bar opens it. */
  go(url: string): Promise<void>;
  /** The browser's own Back and Forward. */
  back(): Promise<void>;
  forward(): Promise<void>;
  /** Another tab of the same profile. */
  another(url: string): Promise<Tab>;
  /** Closes all that this profile has opened since, windows included. */
  close(): Promise<void>;
}

export type StartBrowser = (desk: Desk) => Promise<MatrixBrowser>;
