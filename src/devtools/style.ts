/** The colours of both schemes. Text has a contrast of 4.5:1 or more, what is drawn 3:1. */
const LIGHT = `
  --surface: #fff; --text: #17201e; --muted: #586561; --line: #c9d1ce; --busy: #5b7fb5; --unsure: #b7791f;
  --plain: #3d5f94; --quiet: #66736f; --good: #14713d; --warn: #9a5b00; --bad: #b3261e; --on: #fff;`;
const DARK = `
  --surface: #151b1a; --text: #e6ecea; --muted: #a0aeaa; --line: #45514d; --busy: #6f95cf; --unsure: #d9a441;
  --plain: #9dbdf0; --quiet: #9aa8a3; --good: #7fd6a0; --warn: #efc06a; --bad: #ffb4ab; --on: #10201c;`;

/** What draws the lanes, on the page and in a file. */
const LANES_CSS: string = `
.lanes { --tone: var(--plain); overflow: visible; }
.lanes.quiet { --tone: var(--quiet); } .lanes.good { --tone: var(--good); }
.lanes.warn { --tone: var(--warn); } .lanes.bad { --tone: var(--bad); }
.at { overflow: visible; }
.idle { stroke: var(--line); stroke-width: 1; }
.busy { stroke: var(--busy); stroke-width: 6; }
.unsure { stroke: var(--unsure); stroke-width: 4; stroke-dasharray: 5 5; }
.wait .busy, .now .busy { stroke-dasharray: 3 4; }
.arrow { stroke: var(--tone); stroke-width: 2; }
.dashed { stroke-dasharray: 5 4; }
.head, .disc { fill: var(--tone); }
.disc { stroke: var(--surface); stroke-width: 2; }
text.sign { fill: var(--on); font: 700 12px/1 system-ui, sans-serif; }
path.sign { stroke: var(--on); stroke-width: 2; }
`;

export const FILE_CSS: string = `:root {${LIGHT}}${LANES_CSS}
text { font: 13px system-ui, sans-serif; fill: var(--text); }
.muted { fill: var(--muted); } .title { font-weight: 600; } .page { fill: var(--surface); }
.title.good { fill: var(--good); } .title.warn { fill: var(--warn); } .title.bad { fill: var(--bad); }
.name { font-size: 11px; font-weight: 600; }
`;

const CSS = `
:host { all: initial; display: block; container-type: inline-size; ${LIGHT} }
* { box-sizing: border-box; }
.timeline { overflow-wrap: anywhere; color: var(--text); background: var(--surface); font: 14px/1.45 system-ui, sans-serif; text-align: start; }
.tools { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; justify-content: space-between; }
h2 { margin: 0; font-size: 16px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
button {
  min-block-size: 32px; padding: 2px 12px; border: 1px solid var(--muted); border-radius: 6px;
  background: none; color: inherit; font: inherit; font-size: 13px; cursor: pointer;
}
button:hover { border-color: var(--plain); }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--plain); outline-offset: 2px; }
details { margin-block-start: 12px; border-block-start: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; padding: 8px 0; cursor: pointer; }
summary::before { content: '▸'; color: var(--muted); }
[open] > summary::before { content: '▾'; }
summary b { font-weight: 600; }
small, .text, time { color: var(--muted); font-size: 13px; }
.empty { margin: 12px 0 0; color: var(--muted); }
details { --width: calc(var(--count) * 1.75rem); }
.names {
  display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); inline-size: var(--width);
  position: sticky; inset-block-start: 0; z-index: 1; padding-block: 6px; background: var(--surface);
  font-size: 12px; font-weight: 600; line-height: 1.2; align-items: end; text-align: center;
}
.names span { writing-mode: vertical-rl; rotate: 180deg; margin-inline: auto; text-align: start; }
ol { margin: 0; padding: 0; list-style: none; }
li { position: relative; padding-block: 7px; padding-inline-start: calc(var(--width) + 12px); min-block-size: var(--marks); }
li.wait, li.now { padding-block: 6px; }
.lanes { position: absolute; inset: 0 auto auto 0; inline-size: var(--width); block-size: calc(100% + 1px); }
.words { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 12px; align-items: baseline; }
.title { font-weight: 600; }
.wait .title, .now .title { font-weight: 400; color: var(--muted); }
.good .title { color: var(--good); } .warn .title { color: var(--warn); } .bad .title { color: var(--bad); }
.text { grid-column: 1 / -1; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
@container (min-width: 38rem) {
  details { --width: calc(var(--count) * 4.5rem); }
  .names span { writing-mode: initial; rotate: none; text-align: center; }
}
@media (forced-colors: active) {
  :host { --line: GrayText; --busy: Highlight; --unsure: CanvasText; --plain: CanvasText; --on: Canvas; --surface: Canvas;
    --quiet: CanvasText; --good: CanvasText; --warn: CanvasText; --bad: CanvasText; }
}
`;

const THEMES = {
  light: '',
  dark: `:host {${DARK}}`,
  system: `@media (prefers-color-scheme: dark) { :host {${DARK}} }`,
};

export type Theme = keyof typeof THEMES;

/** Adopted, not inserted: a strict `style-src` refuses style elements, and does not concern constructed sheets. */
export function styleSheet(theme: Theme): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS + LANES_CSS + THEMES[theme]);
  return sheet;
}
