/** All of the widget's style. Custom properties and part names are documented, and semver-bound. */
const CSS = `
:host {
  --accent: var(--open-consent-accent, #1f5fd0);
  --on-accent: var(--open-consent-accent-text, #fff);
  --surface: var(--open-consent-surface, #fff);
  --text: var(--open-consent-text, #1b1f24);
  --muted: var(--open-consent-muted, #535b66);
  --border: var(--open-consent-border, #c3cad4);
  --radius: var(--open-consent-radius, 12px);
  --font: var(--open-consent-font, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
  --space: var(--open-consent-space, 16px);
  color-scheme: light;
}
:host([data-theme='dark']) { color-scheme: dark; DARK }
@media (prefers-color-scheme: dark) {
  :host([data-theme='system']) { color-scheme: dark; DARK }
}
*, *::before, *::after { box-sizing: border-box; }
dialog {
  position: fixed;
  inset: 0;
  margin: auto;
  padding: 0;
  border: 1px solid var(--border);
  border-radius: var(--radius);
  inline-size: calc(100% - 2 * var(--space));
  max-inline-size: 416px;
  max-block-size: calc(100% - 2 * var(--space));
  overflow: auto;
  overscroll-behavior: contain;
  background: var(--surface);
  color: var(--text);
  font: 400 16px/1.5 var(--font);
  text-align: start;
  box-shadow: 0 12px 48px #0006;
}
dialog:focus { outline: none; }
dialog::backdrop { background: #0b0e14a6; }
.frame-dialog {
  display: flex;
  flex-direction: column;
  max-inline-size: 480px;
  block-size: 736px;
  overflow: hidden;
}
header {
  display: flex;
  flex: none;
  align-items: center;
  justify-content: space-between;
  gap: var(--space);
  padding: 6px 6px 6px var(--space);
  padding-inline: var(--space) 6px;
  border-block-end: 1px solid var(--border);
}
h2 { margin: 0; font: 600 18px/1.35 var(--font); overflow-wrap: anywhere; }
h2:focus { outline: none; }
p { margin: 8px 0 0; color: var(--muted); overflow-wrap: anywhere; }
.panel { padding: calc(1.5 * var(--space)); }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; margin-block-start: calc(1.25 * var(--space)); }
button {
  min-block-size: 44px;
  padding: 8px 18px;
  border: 1px solid var(--border);
  border-radius: calc(0.66 * var(--radius));
  background: transparent;
  color: inherit;
  font: 500 16px/1.35 var(--font);
  text-align: center;
  cursor: pointer;
}
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button:hover { box-shadow: inset 0 0 0 99px #8883; }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.close { flex: none; inline-size: 44px; padding: 0; border-color: transparent; }
button.close svg { display: block; margin: auto; }
.stage { position: relative; flex: 1; min-block-size: 0; }
.slot, .slot iframe { display: block; inline-size: 100%; block-size: 100% !important; min-block-size: 0 !important; border: 0; background: #fff; }
.loading, .cover {
  position: absolute;
  inset: 0;
  display: grid;
  place-content: center;
  justify-items: center;
  gap: var(--space);
  padding: var(--space);
  background: var(--surface);
  text-align: center;
  overflow: auto;
}
.loading p { margin: 0; }
.cover .buttons { justify-content: center; }
.spinner {
  inline-size: 32px;
  block-size: 32px;
  border: 3px solid var(--border);
  border-block-start-color: var(--accent);
  border-radius: 50%;
  animation: turn 0.9s linear infinite;
}
.bar {
  display: flex;
  flex: none;
  order: 1;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 12px;
  padding: 8px var(--space);
  border-block-start: 1px solid var(--border);
}
.bar p { margin: 0; }
.bar-alone { position: fixed; inset: auto 0 0; z-index: 2147483647; background: var(--surface); color: var(--text); font: 400 16px/1.5 var(--font); }
@keyframes turn { to { transform: rotate(1turn); } }
@media (max-width: 480px), (max-height: 480px) {
  .frame-dialog { inline-size: 100%; max-inline-size: none; block-size: 100%; max-block-size: 100%; border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: reduce) { .spinner { animation-duration: 4s; } }
@media (forced-colors: active) {
  button:focus-visible { outline-color: Highlight; }
  button.primary { border-width: 2px; }
  .spinner { border-block-start-color: Highlight; }
}
`;

const DARK = `
--accent: var(--open-consent-accent, #8ab4ff);
--on-accent: var(--open-consent-accent-text, #0b1220);
--surface: var(--open-consent-surface, #171b21);
--text: var(--open-consent-text, #eef1f5);
--muted: var(--open-consent-muted, #b3bcc8);
--border: var(--open-consent-border, #4a5462);
`;

/** Adopted, not inserted: a strict `style-src` refuses style elements, and knows nothing of constructed sheets. */
export function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS.replaceAll('DARK', DARK));
  return sheet;
}
