import { post } from '../flow/mint.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, SessionSource, UiOptions } from '../model/options.ts';
import type { ConsentButton } from './consent-button.ts';

/** What the element opens: its attributes win over its properties, and these over its options. */
export function optionsOf(element: ConsentButton): OpenConsentOptions {
  const options = element.options ?? {};
  return {
    ...options,
    session: element.session ?? options.session ?? minter(element),
    key: element.getAttribute('prefetch-key') || options.key,
    mode: (element.getAttribute('mode') as LaunchModeOption | null) || options.mode,
    refuseFramed: isOn(element, 'refuse-framed') || options.refuseFramed,
    ui: options.ui !== false && uiOf(element),
  };
}

/** What its session comes from, to compare by: what it posts, where that is all. */
export function sessionOf(element: ConsentButton): unknown {
  const [url, institution] = ['session-url', 'institution'].map((name) => element.getAttribute(name));
  return element.session ?? element.options?.session ?? (institution ? `${url} ${institution}` : url);
}

/** Whether a boolean attribute is set. React 18 writes `disabled="false"` for what is not. */
export function isOn(element: Element, attribute: string): boolean {
  return (element.getAttribute(attribute) ?? 'false') !== 'false';
}

/** Its language: its own, then the one in the options, then the page's around it. */
export function uiOf(element: ConsentButton): UiOptions {
  const given = Object(element.options?.ui) as UiOptions; // an object of no options, where it is none
  return {
    ...given,
    theme: (element.getAttribute('theme') as UiOptions['theme'] | null) || given.theme,
    lang: element.lang || given.lang || element.closest<HTMLElement>('[lang]')?.lang,
  };
}

/** Asks `session-url`, with the institution that the page may have chosen. */
function minter(element: Element): SessionSource {
  const url = element.getAttribute('session-url');
  if (!url) {
    throw new ConsentError('invalid_option', '<open-consent> needs session-url, or its session property');
  }
  const institution = element.getAttribute('institution');
  return ({ signal, flowId }) =>
    post(url, { flow_id: flowId, ...(institution && { institution_id: institution }) }, signal);
}
