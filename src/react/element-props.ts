import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, Prefetch, SessionSource, UiOptions } from '../model/options.ts';

/**
 * The props of `<open-consent>` in JSX. `session`, `options` and the events (`onconsent-success={...}`) need React 19.
 * React 18 sets attributes only, so set those through a `ref`.
 */
export type ConsentElementProps<Element, Events> = DetailedHTMLProps<HTMLAttributes<Element>, Element> &
  Attributes & { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

interface Attributes {
  /** React 18 takes `class` on custom elements, and `className` on all others. */
  class?: string | undefined;
  'session-url'?: string | null | undefined;
  mode?: LaunchModeOption | '' | null | undefined;
  theme?: UiOptions['theme'] | '' | null;
  /** The institution to select in advance. */
  institution?: string | null | undefined;
  label?: string | null | undefined;
  disabled?: boolean | null | undefined;
  prefetch?: Prefetch | '' | null | undefined;
  'prefetch-key'?: string | null | undefined;
  'refuse-framed'?: boolean | null | undefined;
  session?: SessionSource | null | undefined;
  options?: Partial<OpenConsentOptions> | null | undefined;
}
