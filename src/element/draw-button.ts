import { pageState } from '../browser/page-state.ts';

export interface ButtonLook {
  /** Text between the tags wins over it. */
  label: string;
  busy: boolean;
  disabled: boolean;
}

const CSS = `
:host { display: inline-block; }
:host([hidden]) { display: none; }
button {
  box-sizing: border-box;
  min-block-size: 44px;
  padding: 8px 20px;
  border: 1px solid transparent;
  border-radius: calc(0.66 * var(--open-consent-radius, 12px));
  background: var(--open-consent-accent, #1f5fd0);
  color: var(--open-consent-accent-text, #fff);
  font: 500 16px/1.35 var(--open-consent-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
  cursor: pointer;
}
button:hover { box-shadow: inset 0 0 0 99px #0002; }
button:focus-visible { outline: 3px solid var(--open-consent-accent, #1f5fd0); outline-offset: 2px; }
button[aria-busy='true'] { cursor: progress; }
button:disabled { opacity: 0.55; cursor: not-allowed; }
@media (forced-colors: active) { button:focus-visible { outline-color: Highlight; } }
`;

const IDLE: ButtonLook = { label: '', busy: false, disabled: false };

/**
 * Gives the element a button of its own, with its text as the label; or drives the one that the integrator puts
 * inside, whenever that is (parsers and frameworks add children late).
 */
export function drawButton(host: HTMLElement, press: () => void): { update(look: ButtonLook): void } {
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
  return {
    update(next) {
      if (next.label !== look.label) slot.textContent = next.label;
      dress(driven, look, next);
      look = next;
    },
  };
}

/** One sheet serves all elements of a page, and all their buttons are copies of one. */
function makeModel(): { sheet: CSSStyleSheet; model: HTMLElement } {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  const model = document.createElement('button');
  model.type = 'button';
  model.part.add('button');
  model.append(document.createElement('slot'));
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
function dress(button: HTMLElement, { busy, disabled }: ButtonLook, next: ButtonLook): void {
  if (next.busy !== busy) toggle(button, 'aria-busy', next.busy);
  if (next.disabled !== disabled)
    toggle(button, isNative(button) ? 'disabled' : 'aria-disabled', next.disabled);
}

function toggle(button: HTMLElement, name: string, on: boolean): void {
  if (on) button.setAttribute(name, 'true');
  else button.removeAttribute(name);
}

function isNative(button: HTMLElement): boolean {
  return 'disabled' in button;
}
