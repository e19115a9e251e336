/**
 * The style that the widget and the button of `<open-consent>` share. The `--open-consent-` properties are documented
 * and follow semver. Internal properties have the prefix `--oc-`, because the label between the tags inherits them, and
 * they must not clash with the page's own.
 */
export const BUTTON_CSS = `
:host {
  --oc-accent: var(--open-consent-accent, #1f5fd0);
  --oc-accent-text: var(--open-consent-accent-text, #fff);
  --oc-radius: var(--open-consent-radius, 12px);
  --oc-font: var(--open-consent-font, system-ui, sans-serif);
}
* { box-sizing: border-box; }
button {
  min-block-size: 44px;
  padding: 8px 20px;
  border: 1px solid var(--oc-border);
  border-radius: calc(0.66 * var(--oc-radius));
  background: none;
  color: inherit;
  font: 500 16px/1.35 var(--oc-font);
  cursor: pointer;
}
[part~='primary'] { border-color: transparent; background: var(--oc-accent); color: var(--oc-accent-text); }
button:hover { box-shadow: inset 0 0 0 99px #8883; }
button:focus-visible { outline: 3px solid var(--oc-accent); outline-offset: 2px; }
@media (forced-colors: active) {
  [part~='primary'] { border-width: 2px; }
  button:focus-visible { outline-color: Highlight; }
}
`;
