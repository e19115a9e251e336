import type { Choices } from './choices.ts';
import { element } from './element.ts';

type Rule = readonly [when: (choices: Choices) => boolean, says: string];

const hasNoCode = ({ callback }: Choices): boolean => callback === 'bare' || callback === 'none';
const isCutOff = ({ settings }: Choices): boolean => settings.coop !== undefined;
/** The page asks only while it cannot watch the window. */
const isAsked = (choices: Choices): boolean =>
  choices.status && choices.mode !== 'redirect' && isCutOff(choices);

/** Settings that together do what one may not expect. */
const RULES: readonly Rule[] = [
  [
    ({ mode, callback }) => mode === 'redirect' && callback === 'bare',
    'A redirect ends on the callback page. That page has no code here, so no outcome is reported.',
  ],
  [
    ({ mode, callback }) => mode === 'redirect' && callback === 'none',
    'A redirect needs an address to come back to. Without one it ends on the provider’s last page.',
  ],
  [
    (choices) =>
      choices.mode !== 'redirect' &&
      choices.mode !== 'iframe' &&
      hasNoCode(choices) &&
      isCutOff(choices) &&
      !isAsked(choices),
    'This COOP header cuts the window off. Only code on the callback page, or a status endpoint, could report the result.',
  ],
  [
    ({ callback, settings }) => settings.home === 'callback' && callback === 'none',
    'The result is sent to the callback address only, but there is none. So it cannot arrive.',
  ],
  [
    (choices) => choices.settings.home === 'neither' && !isAsked(choices),
    'The provider reports no result. Close the window, or cancel.',
  ],
  [
    ({ settings }) => settings.expiresIn === 0,
    'The session is already expired when it arrives. The page asks for another one, then gives up.',
  ],
  [
    ({ mode, inline, ui }) => mode === 'iframe' && !inline && ui === false,
    'The dialog belongs to the widget. With ui: false, openConsent() throws and asks for a container.',
  ],
];

export function showAdvice(list: HTMLElement, choices: Choices): void {
  const advice = RULES.filter(([when]) => when(choices)).map(([, says]) => element('li', {}, says));
  list.hidden = advice.length === 0;
  list.replaceChildren(...advice);
}
