import { pageState } from '../browser/page-state.ts';
import { CORE_TEXTS } from '../model/core-texts.ts';
import { BUTTON_CSS } from '../ui/button-style.ts';
import { makeSheet } from '../ui/style-sheet.ts';

export interface ButtonLook {
  /** The default label. Text between the tags takes precedence. */
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

const IDLE: ButtonLook = { label: CORE_TEXTS.connect, busy: false, disabled: false };

/**
 * Gives the element a button of its own, with the element's text as the label. If the integrator puts a button inside,
 * it uses that one, even if it is added late, as parsers and frameworks do. Returns a function that changes the look.
 */
export function drawButton(host: HTMLElement, press: () => void): (look: ButtonLook) => void {
  const { sheet, model, watch } = pageState(window, 'button', makeShared);
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
  const own = model.cloneNode(true) as HTMLElement;
  const slot = own.firstElementChild as HTMLSlotElement;
  let look = IDLE;
  let driven = own;
  const onKey = (event: KeyboardEvent) => pressByKey(event, driven);
  const arrange = () => {
    const name = isBlank(host) ? 'none' : '';
    if (slot.name !== name) slot.name = name;
    const button = host.querySelector<HTMLElement>('button, [role="button"]') ?? own;
    if (button === driven) return;
    dress(driven, look, IDLE);
    driven = button;
    // Otherwise Enter in a field of a form around it would press the button.
    if (button.localName === 'button' && !button.hasAttribute('type')) button.setAttribute('type', 'button');
    if (!isNative(button)) host.addEventListener('keydown', onKey);
    // A button from a snapshot of the page (for example Turbo's) still has its state of that time.
    dress(button, { ...IDLE, busy: button.hasAttribute('aria-busy') }, look);
    own.append(slot);
    root.replaceChildren(button === own ? own : slot);
  };
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(own);
  arrange();
  watch(host, arrange);
  host.addEventListener('click', (event) => {
    // The integrator's button may be a submit button or a link.
    if (!event.composedPath().includes(driven)) return;
    event.preventDefault();
    press();
  });
  return (next) => {
    if (next.label !== look.label) slot.textContent = next.label;
    dress(driven, look, next);
    look = next;
  };
}

interface Shared {
  sheet: CSSStyleSheet;
  /** Every button is a copy of this one. */
  model: HTMLElement;
  /** Calls `changed` whenever something changes between the tags. */
  watch(host: Node, changed: () => void): void;
}

/** Creates what all elements of a page share. */
function makeShared(): Shared {
  const sheet = makeSheet(CSS);
  const model = document.createElement('button');
  model.type = 'button';
  model.setAttribute('part', 'button primary');
  model.append(Object.assign(document.createElement('slot'), { textContent: IDLE.label }));
  const hosts = new WeakMap<Node, () => void>();
  const observer = new MutationObserver((changes) => {
    for (const changed of new Set(changes.map(({ target }) => hostOf(target)))) changed?.();
  });
  // A node that was removed meanwhile has no host, but there is also a change for the place where it was.
  const hostOf = (node: Node | null): (() => void) | undefined =>
    node ? (hosts.get(node) ?? hostOf(node.parentNode)) : undefined;
  return {
    sheet,
    model,
    watch(host, changed) {
      hosts.set(host, changed);
      observer.observe(host, { childList: true, characterData: true, subtree: true });
    },
  };
}

/** Whether there is only white space between the tags, which would otherwise replace the label. */
function isBlank(host: HTMLElement): boolean {
  return !host.firstElementChild && !host.textContent?.trim();
}

/** Handles Enter and Space for an element that is a button only by its role: the browser does not. */
function pressByKey(event: KeyboardEvent, button: HTMLElement): void {
  const { key, target, repeat, defaultPrevented } = event;
  if (target !== button || isNative(button) || repeat || defaultPrevented) return;
  if (key !== 'Enter' && key !== ' ') return;
  event.preventDefault();
  button.click();
}

/** Sets only what has changed, because the integrator's code may also disable the button. */
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
