import type { Choices } from './choices.ts';

type Rule = readonly [when: (choices: Choices) => boolean, says: string];

const noCode = ({ callback }: Choices): boolean => callback === 'bare' || callback === 'none';

/** Where the choices together do what one may not expect. */
const RULES: readonly Rule[] = [
  [
    ({ mode, callback }) => mode === 'redirect' && callback === 'bare',
    'A redirect ends on the callback page. Without code there, nobody picks the outcome up.',
  ],
  [
    ({ mode, callback }) => mode === 'redirect' && callback === 'none',
    'A redirect needs an address to come back to. This one ends on the provider’s last page.',
  ],
  [
    (choices) =>
      choices.mode !== 'redirect' && choices.mode !== 'iframe' && noCode(choices) && isSevered(choices),
    'That COOP header severs the window. Only code on the callback page can bring the result home.',
  ],
  [
    ({ callback, settings }) => settings.home === 'callback' && callback === 'none',
    'No message and no address: nothing can come home.',
  ],
  [
    ({ settings }) => settings.home === 'neither',
    'The provider tells nobody how it ended. Close the window, or cancel.',
  ],
  [
    ({ mode, settings }) => mode === 'iframe' && settings.framing !== undefined,
    'The provider refuses the frame, which looks like silence. After 15 seconds, Reopen goes on in a window.',
  ],
  [
    ({ settings }) => settings.expiresIn === 0,
    'The session has expired when it arrives. It is minted once more, and then given up.',
  ],
  [
    ({ mode, inline, ui }) => mode === 'iframe' && !inline && ui === false,
    'The dialog is the widget’s own. Without drawing, openConsent() throws and asks for a container.',
  ],
];

function isSevered({ settings }: Choices): boolean {
  return settings.coop !== undefined;
}

function advise(choices: Choices): string[] {
  return RULES.filter(([when]) => when(choices)).map(([, says]) => says);
}

export function showAdvice(list: HTMLElement, choices: Choices): void {
  const advice = advise(choices);
  list.hidden = advice.length === 0;
  list.replaceChildren(...advice.map(toItem));
}

function toItem(text: string): HTMLLIElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}
