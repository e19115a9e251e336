/** The style of all pages. Contrast is AA or better in both schemes; borders of controls have 3:1. */
export const style: string = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #fff; --text: #1b1f24; --quiet: #57606a; --line: #d8dde3; --edge: #838c96;
  --main: #0b57d0; --on-main: #fff; --main-hover: #0842a0; --wrong: #b3261e; --note: #fff4ce; --on-note: #3d2e00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #181d24; --text: #e6eaef; --quiet: #a3adb8; --line: #303843; --edge: #727d89;
    --main: #8ab4f8; --on-main: #0b1a33; --main-hover: #aecbfa; --wrong: #ffb4ab; --note: #3a2f0b; --on-note: #ffe9a8;
  }
}
*, ::before, ::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text); overflow-wrap: anywhere;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
.note { margin: 0; padding: .5rem 1rem; background: var(--note); color: var(--on-note); text-align: center; font-size: .875rem; }
main { max-width: 30rem; margin: 0 auto; padding: 1rem; }
main.wide { max-width: 64rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
.card + .card { margin-top: 1rem; }
.card > :last-child { margin-bottom: 0; }
@media (min-width: 40rem) { main { padding: 2.5rem 1rem; } .card { padding: 2rem; } }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0 0 .75rem; font-size: 1.125rem; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.progress { margin: 0 0 .25rem; }
a { color: var(--main); }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.field { margin: 0 0 1.25rem; }
label, legend { font-weight: 600; }
.hint { margin: 0 0 .375rem; color: var(--quiet); font-size: .875rem; }
input:not([type=checkbox]), select {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--edge); border-radius: .5rem;
}
input[aria-invalid=true], select[aria-invalid=true] { border-color: var(--wrong); border-width: 2px; }
fieldset { margin: 0 0 1.25rem; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-bottom: .375rem; }
.check { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; font-weight: 400; }
.check input { width: 1.25rem; height: 1.25rem; margin: 0; flex: none; accent-color: var(--main); }
button {
  display: flex; gap: .75rem; align-items: center; justify-content: center; width: 100%; min-height: 2.75rem;
  margin-top: .75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--main); background: var(--card); border: 1px solid var(--edge); border-radius: .5rem;
}
button:hover { border-color: var(--main); }
button.main { color: var(--on-main); background: var(--main); border-color: var(--main); }
button.main:hover { background: var(--main-hover); }
button.pick { justify-content: flex-start; margin: 0; color: var(--text); text-align: start; }
button img { width: 2rem; height: 2rem; flex: none; }
ul.plain { list-style: none; margin: 0 0 1rem; padding: 0; }
ul.plain > li + li { margin-top: .75rem; }
ul.plain > li > .quiet { margin: .25rem 0 0; }
.wrong { margin: 0 0 1.25rem; padding: 1rem; border: 2px solid var(--wrong); border-radius: .5rem; }
.wrong h2 { margin: 0 0 .25rem; }
.wrong ul { margin: 0; padding-left: 1.25rem; }
.wrong a, .error { color: var(--wrong); }
.error { margin: 0 0 .375rem; font-weight: 600; font-size: .875rem; }
dl { margin: 0 0 1.25rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .75rem; }
dd ul { margin: 0; padding-left: 1.25rem; }
.item { padding: .75rem 0; border-top: 1px solid var(--line); }
.item p { margin: 0; }
ul.plain > li.item + li.item { margin-top: 0; }
.grid { display: grid; gap: 0 1.5rem; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); align-items: end; }
.grid .field { min-width: 0; }
fieldset.group { margin-bottom: .5rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.group > legend { float: inline-start; width: 100%; margin-bottom: .75rem; font-size: 1.0625rem; }
.group > .grid { clear: both; }
.row { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
.row button { width: auto; }
button.fault { width: auto; margin: 0; padding: .25rem .75rem; font-weight: 400; font-size: .875rem; }
button.fault[aria-pressed=true] { color: var(--on-main); background: var(--main); border-color: var(--main); font-weight: 600; }
.faults { display: flex; flex-wrap: wrap; gap: .5rem; }
summary { min-height: 2.75rem; padding: .625rem 0; font-weight: 600; color: var(--main); cursor: pointer; }
@media (forced-colors: active) { button.main, button[aria-pressed=true] { border-width: 3px; } }
@media (max-width: 24rem) { .row button { width: 100%; } }
`;
