import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, SessionSource, UiOptions } from '../model/options.ts';

/**
 * What `<open-consent>` takes in JSX. `session`, `options` and the events (`onconsent-success={...}`) are for React 19:
 * React 18 sets attributes only, and needs a `ref` for the rest.
 */
export type ConsentElementProps<Element, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Attributes & { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

interface Attributes {
  /** What React 18 calls `className` everywhere but on custom elements. */
  class?: string | undefined;
  'session-url'?: string | undefined;
  mode?: LaunchModeOption | undefined;
  theme?: UiOptions['theme'];
  /** The institution to choose beforehand. */
  institution?: string | undefined;
  label?: string | undefined;
  disabled?: boolean | undefined;
  session?: SessionSource | undefined;
  options?: Partial<OpenConsentOptions> | undefined;
}
