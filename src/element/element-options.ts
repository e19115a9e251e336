import { post } from '../flow/mint.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, SessionSource, UiOptions } from '../model/options.ts';
import type { ConsentButton } from './consent-button.ts';

/** The options of the element's flow. Attributes take precedence over `options`; `session` over `session-url`. */
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

/**
 * Identifies the source of the session, to compare two requests. For `session-url` that is the URL and the institution.
 */
export function sessionOf(element: ConsentButton): unknown {
  const [url, institution] = ['session-url', 'institution'].map((name) => element.getAttribute(name));
  return element.session ?? element.options?.session ?? (institution ? `${url} ${institution}` : url);
}

/** Whether a boolean attribute is set. React 18 writes `disabled="false"` if it is not. */
export function isOn(element: Element, attribute: string): boolean {
  return (element.getAttribute(attribute) ?? 'false') !== 'false';
}

/** The UI options, with the language of the element's `lang`, else of the options, else of the page around it. */
export function uiOf(element: ConsentButton): UiOptions {
  const given = Object(element.options?.ui) as UiOptions; // an empty object if `ui` is not an object
  return {
    ...given,
    theme: (element.getAttribute('theme') as UiOptions['theme'] | null) || given.theme,
    lang: element.lang || given.lang || element.closest<HTMLElement>('[lang]')?.lang,
  };
}

/** A source that sends a request to `session-url`, with the institution if the page has set one. */
function minter(element: Element): SessionSource {
  const url = element.getAttribute('session-url');
  if (!url) {
    throw new ConsentError('invalid_option', '<open-consent> needs session-url, or its session property');
  }
  const institution = element.getAttribute('institution');
  if (!institution) return url;
  return ({ signal, flowId }) => post(url, { flow_id: flowId, institution_id: institution }, signal);
}
