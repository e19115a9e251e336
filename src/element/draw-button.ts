import { pageState } from '../browser/page-state.ts';
import { BUTTON_CSS } from '../ui/button-style.ts';

export interface ButtonLook {
  /** Text between the tags wins over it. */
  label: string;
  busy: boolean;
  disabled: boolean;
}

const CSS = `${BUTTON_CSS}
:host { display: inline-block; }
:host([hidden]) { display: none; }
[aria-busy] { cursor: progress; }
:disabled { opacity: 0.55; cursor: not-allowed; }
`;

/** Unless the integrator or a loaded language has another. */
export const LABEL = 'Connect your bank';

const IDLE: ButtonLook = { label: LABEL, busy: false, disabled: false };

/**
 * Gives the element a button of its own, with its text as the label; or drives the one that the integrator puts
 * inside, whenever that is (parsers and frameworks add children late). Returns the way to change its look.
 */
export function drawButton(host: HTMLElement, press: () => void): (look: ButtonLook) => void {
  const { sheet, model } = pageState(window, 'button', makeModel);
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const own = model.cloneNode(true) as HTMLElement;
  const slot = own.firstElementChild as HTMLSlotElement;
  let look = IDLE;
  let driven = own;
  const arrange = () => {
    const name = isBlank(host) ? 'none' : '';
    if (slot.name !== name) slot.name = name;
    const button = host.querySelector<HTMLElement>('button, [role="button"]') ?? own;
    if (button === driven) return;
    dress(driven, look, IDLE);
    driven = button;
    // Else Enter in a field of the form around it would press it.
    if (button.localName === 'button' && !button.hasAttribute('type')) button.setAttribute('type', 'button');
    dress(button, IDLE, look);
    own.append(slot);
    root.replaceChildren(button === own ? own : slot);
  };
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(own);
  arrange();
  new MutationObserver(arrange).observe(host, { childList: true, characterData: true, subtree: true });
  listenToPresses(host, () => driven, press);
  return (next) => {
    if (next.label !== look.label) slot.textContent = next.label;
    dress(driven, look, next);
    look = next;
  };
}

/** One sheet serves all elements of a page, and all their buttons are copies of one. */
function makeModel(): { sheet: CSSStyleSheet; model: HTMLElement } {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  const model = document.createElement('button');
  model.type = 'button';
  model.setAttribute('part', 'button primary');
  model.append(Object.assign(document.createElement('slot'), { textContent: LABEL }));
  return { sheet, model };
}

/** White space between the tags would take the label's place. */
function isBlank(host: HTMLElement): boolean {
  return !host.firstElementChild && !host.textContent?.trim();
}

/** A button of the integrator's may be a submit button, a link, or no button at all but by its role. */
function listenToPresses(host: HTMLElement, driven: () => HTMLElement, press: () => void): void {
  host.addEventListener('click', (event) => {
    if (!event.composedPath().includes(driven())) return;
    event.preventDefault();
    press();
  });
  host.addEventListener('keydown', (event) => {
    const { key, target, repeat, defaultPrevented } = event;
    const button = driven();
    if (target !== button || isNative(button) || repeat || defaultPrevented) return;
    if (key !== 'Enter' && key !== ' ') return;
    event.preventDefault();
    button.click();
  });
}

/** Changes only what has changed: a button may be disabled by its owner too. */
function dress(button: HTMLElement, now: ButtonLook, next: ButtonLook): void {
  const disabled = isNative(button) ? 'disabled' : 'aria-disabled';
  if (next.busy !== now.busy) toggle(button, 'aria-busy', next.busy);
  if (next.disabled !== now.disabled) toggle(button, disabled, next.disabled);
}

function toggle(button: HTMLElement, name: string, on: boolean): void {
  if (on) button.setAttribute(name, 'true');
  else button.removeAttribute(name);
}

function isNative(button: HTMLElement): boolean {
  return 'disabled' in button;
}
