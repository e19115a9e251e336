import type { UiOptions } from '../model/options.ts';
import { BUTTON_CSS } from './button-style.ts';
import { makeSheet } from './style-sheet.ts';

/** The style of the whole widget. Custom properties and part names are documented, and follow semver. */
const CSS = `
:host {
  --oc-surface: var(--open-consent-surface, #fff);
  --oc-text: var(--open-consent-text, #1b1f24);
  --oc-muted: var(--open-consent-muted, #535b66);
  --oc-border: var(--open-consent-border, #c3cad4);
  --oc-space: var(--open-consent-space, 16px);
  --oc-scheme: light;
}
dialog, :host > .bar {
  position: fixed;
  background: var(--oc-surface);
  color: var(--oc-text);
  color-scheme: var(--oc-scheme);
  font: 16px/1.5 var(--oc-font);
}
dialog {
  margin: auto;
  padding: 0;
  border: 1px solid var(--oc-border);
  border-radius: var(--oc-radius);
  inline-size: calc(100% - 2 * max(var(--oc-space), env(safe-area-inset-left), env(safe-area-inset-right)));
  max-inline-size: 416px;
  max-block-size: calc(100% - 2 * max(var(--oc-space), env(safe-area-inset-top), env(safe-area-inset-bottom)));
  overscroll-behavior: contain;
  box-shadow: 0 12px 48px #0006;
}
dialog::backdrop { background: #0b0e14a6; }
dialog, h2 { outline: none; }
h2, p { margin: 0; overflow-wrap: anywhere; }
h2 { font: 600 18px/1.35 var(--oc-font); }
p { color: var(--oc-muted); }
.panel { padding: calc(1.5 * var(--oc-space)); }
.panel p { margin-block-start: 8px; }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; margin-block-start: calc(1.25 * var(--oc-space)); }
.frame { display: flex; flex-direction: column; max-inline-size: 480px; block-size: 736px; overflow: hidden; }
header, .bar { display: flex; align-items: center; justify-content: space-between; gap: 6px var(--oc-space); padding: 6px var(--oc-space); }
header { border-block-end: 1px solid var(--oc-border); padding-inline-end: 6px; }
header button { padding: 0 14px; border: none; font-size: 28px; }
.bar { flex-wrap: wrap; order: 1; border-block-start: 1px solid var(--oc-border); }
:host > .bar {
  inset: auto 0 0;
  padding-inline: max(var(--oc-space), env(safe-area-inset-left), env(safe-area-inset-right));
  padding-block-end: max(6px, env(safe-area-inset-bottom));
  z-index: 2147483647;
}
.stage { flex: 1; position: relative; min-block-size: 0; }
.slot, iframe { inline-size: 100%; block-size: 100% !important; min-block-size: 0 !important; background: #fff; color-scheme: normal; }
.cover {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: var(--oc-space);
  background: var(--oc-surface);
  text-align: center;
  overflow: auto;
}
.cover .buttons { justify-content: center; }
.spinner {
  inline-size: 32px;
  block-size: 32px;
  border: 3px solid var(--oc-border);
  border-block-start-color: var(--oc-accent);
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
@keyframes turn { to { rotate: 1turn; } }
@media (max-width: 480px), (max-height: 480px) {
  .frame {
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    border: none;
    border-radius: 0;
  }
}
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } }
@media (forced-colors: active) { .spinner { border-block-start-color: Highlight; } }
`;

const DARK = `
:host {
  --oc-accent: var(--open-consent-accent, #8ab4ff);
  --oc-accent-text: var(--open-consent-accent-text, #0b1220);
  --oc-surface: var(--open-consent-surface, #171b21);
  --oc-text: var(--open-consent-text, #eef1f5);
  --oc-muted: var(--open-consent-muted, #b3bcc8);
  --oc-border: var(--open-consent-border, #4a5462);
  --oc-scheme: dark;
}
`;

const THEMES = {
  light: '',
  dark: DARK,
  system: `@media (prefers-color-scheme: dark) { ${DARK} }`,
};

export function styleSheet(theme: NonNullable<UiOptions['theme']>): CSSStyleSheet {
  return makeSheet(BUTTON_CSS + CSS + THEMES[theme]);
}
