import { pageState } from '../browser/page-state.ts';
import { CORE_TEXTS } from '../model/core-texts.ts';
import { BUTTON_CSS } from '../ui/button-style.ts';
import { makeSheet } from '../ui/style-sheet.ts';

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

const IDLE: ButtonLook = { label: CORE_TEXTS.connect, busy: false, disabled: false };

/**
 * Gives the element a button of its own, with its text as the label; or drives the one that the integrator puts
 * inside, whenever that is (parsers and frameworks add children late). Returns the way to change its look.
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
    // Else Enter in a field of the form around it would press it.
    if (button.localName === 'button' && !button.hasAttribute('type')) button.setAttribute('type', 'button');
    if (!isNative(button)) host.addEventListener('keydown', onKey);
    // One that comes out of a snapshot of the page (Turbo's, say) says what it said then.
    dress(button, { ...IDLE, busy: button.hasAttribute('aria-busy') }, look);
    own.append(slot);
    root.replaceChildren(button === own ? own : slot);
  };
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(own);
  arrange();
  watch(host, arrange);
  host.addEventListener('click', (event) => {
    // The integrator's may be a submit button, or a link.
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
  /** All buttons are copies of it. */
  model: HTMLElement;
  /** Calls `changed` whenever something changes between the tags. */
  watch(host: Node, changed: () => void): void;
}

/** What serves all elements of a page. */
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
  // What has been taken out meanwhile is in none, but the place that it was taken from has changed too.
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

/** White space between the tags would take the label's place. */
function isBlank(host: HTMLElement): boolean {
  return !host.firstElementChild && !host.textContent?.trim();
}

/** What is no button but by its role hears of no key. */
function pressByKey(event: KeyboardEvent, button: HTMLElement): void {
  const { key, target, repeat, defaultPrevented } = event;
  if (target !== button || isNative(button) || repeat || defaultPrevented) return;
  if (key !== 'Enter' && key !== ' ') return;
  event.preventDefault();
  button.click();
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
