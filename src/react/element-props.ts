import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, Prefetch, SessionSource, UiOptions } from '../model/options.ts';

/**
 * What `<open-consent>` takes in JSX. `session`, `options` and the events (`onconsent-success={...}`) are for React 19:
 * React 18 sets attributes only, and needs a `ref` for the rest.
 */
export type ConsentElementProps<Element, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Attributes & { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

interface Attributes {
  /** What React 18 calls `className` everywhere but on custom elements. */
  class?: string | undefined;
  'session-url'?: string | null | undefined;
  mode?: LaunchModeOption | '' | null | undefined;
  theme?: UiOptions['theme'] | '' | null;
  /** The institution to choose beforehand. */
  institution?: string | null | undefined;
  label?: string | null | undefined;
  disabled?: boolean | null | undefined;
  prefetch?: Prefetch | '' | null | undefined;
  'prefetch-key'?: string | null | undefined;
  'refuse-framed'?: boolean | null | undefined;
  session?: SessionSource | null | undefined;
  options?: Partial<OpenConsentOptions> | null | undefined;
}
