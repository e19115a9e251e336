import type { html } from 'hono/html';

/** Markup whose every inserted text is escaped. */
export type Html = ReturnType<typeof html>;

/** A page as its own file writes it; the layout puts the rest around it. */
export interface Page {
  /** The h1, and the beginning of the title. */
  readonly heading: string;
  readonly body: Html;
  /** Says in the title that something on the page is wrong. */
  readonly hasError?: boolean;
  readonly wide?: boolean;
  /** For the head: what works without script. */
  readonly head?: Html;
  /** Runs last; reads `data` from its own element, so that no value is ever written into code. */
  readonly script?: { readonly code: string; readonly data: unknown };
}
