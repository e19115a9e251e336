import type { Desk } from '../desk.ts';

/** What the fault table needs of an engine; all else the pages do, and tell, by themselves. */
export interface MatrixBrowser {
  /** Opens an address in a window of a profile with no past. */
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  /** A real click. */
  click(selector: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Another tab of the same profile. */
  another(url: string): Promise<Tab>;
  /** Closes every window of this profile. */
  close(): Promise<void>;
}

export type StartBrowser = (desk: Desk) => Promise<MatrixBrowser>;
