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

/**
 * Gives the element a button of its own, with its text as the label; or, where the integrator has put a button inside,
 * drives that one. One sheet serves all elements of a page.
 */
export function drawButton(host: HTMLElement, press: () => void): { update(look: ButtonLook): void } {
  const slotted = host.querySelector<HTMLElement>('button, [role="button"]');
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const slot = document.createElement('slot');
  if (slotted) {
    root.append(slot);
    host.addEventListener('click', (event) => {
      if (slotted.contains(event.target as Node)) press();
    });
    return { update: (look) => dress(slotted, look) };
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.part.add('button');
  button.append(slot);
  button.addEventListener('click', press);
  root.adoptedStyleSheets = [sharedSheet()];
  root.append(button);
  return {
    update(look) {
      dress(button, look);
      slot.textContent = look.label;
    },
  };
}

function dress(button: HTMLElement, { busy, disabled }: ButtonLook): void {
  button.setAttribute('aria-busy', String(busy));
  button.toggleAttribute('disabled', disabled);
}

function sharedSheet(): CSSStyleSheet {
  return pageState(window, 'button-sheet', () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    return sheet;
  });
}
