import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from './support/bundle.ts';
import { createInstalled, type Project } from './support/project.ts';

let project: Project;
beforeAll(async () => {
  project = await createInstalled('vite', 'react');
  project.write({ 'inspect.mjs': INSPECT });
});
afterAll(() => project.remove());

/** What an import may change without anybody asking for it: globals and their methods, listeners, open handles. */
const INSPECT = `
const seen = () => {
  const globals = Reflect.ownKeys(globalThis).map((key) => [key, globalThis[key]]);
  const methods = globals.flatMap(([key, value]) =>
    typeof value === 'function' && value.prototype
      ? Reflect.ownKeys(value.prototype).map((name) => [
          String(key) + '.' + String(name),
          Object.getOwnPropertyDescriptor(value.prototype, name).value,
        ])
      : [],
  );
  return new Map([...globals, ...methods]);
};
const listeners = () => process.eventNames().map((name) => [String(name), process.listenerCount(name)]);
seen(); // What Node itself makes only when it is first looked at is there from here on.
const look = () => ({
  globals: seen(),
  listeners: JSON.stringify(listeners()),
  handles: JSON.stringify(process.getActiveResourcesInfo()),
});
const effects = [];
for (const entry of process.argv.slice(2)) {
  const before = look();
  const names = Object.keys(await import(entry));
  const after = look();
  const changed = [...new Set([...before.globals.keys(), ...after.globals.keys()])].filter(
    (key) => !Object.is(before.globals.get(key), after.globals.get(key)),
  );
  if (changed.length > 0) effects.push(entry + ' changes ' + changed.map(String));
  for (const name of ['listeners', 'handles']) if (before[name] !== after[name]) effects.push(entry + ' leaves ' + name);
  if (names.length === 0) effects.push(entry + ' exports nothing');
}
console.log(JSON.stringify(effects));
`;

/** What the package exports, less the files that are only addressed. */
function entries(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, unknown>;
  };
  const modules = Object.keys(exports).filter((name) => !/global\.js$|\.json$/.test(name));
  const all = modules.flatMap((name) =>
    name.includes('*') ? ['en', 'de', 'es', 'fr', 'ar', 'zh'].map((lang) => name.replace('*', lang)) : [name],
  );
  return all.map((name) => name.replace('.', 'open-consent'));
}

describe('imported on a server', () => {
  it('no entry has an effect, and the process ends', async () => {
    expect(entries().length).toBeGreaterThan(13);
    expect(JSON.parse(await project.run(`node inspect.mjs ${entries().join(' ')}`))).toEqual([]);
  });
});

describe('a bundler', () => {
  it('brings nothing along with isConsentError', async () => {
    const { code, modules } = await bundle(project, `export { isConsentError } from 'open-consent';`);
    expect(code).toMatch(/isConsentError/);
    // The class of errors, which knows what may be retried and how it is written as JSON.
    expect(code.length).toBeLessThan(1000);
    expect(code).not.toMatch(/\bwindow\b|document|import\(|openConsent|addEventListener/);
    expect(modules.filter((id) => id.includes('preact'))).toEqual([]);
  });

  it.each([
    ['headless', 'openConsent', /customElements|attachShadow|preact/],
    ['callback', 'completeConsent', /customElements|attachShadow|window\.open|preact/],
    ['protocol', 'parseCallbackUrl', /localStorage|addEventListener|openConsent/],
  ])('leaves out of %s what it has no use for', async (entry, name, rest) => {
    const { code } = await bundle(project, `export { ${name} } from 'open-consent/${entry}';`);
    expect(code).toContain(name);
    expect(code).not.toMatch(rest);
  });

  it('drops a bare import of every entry but the element', async () => {
    const dropped = entries().filter((entry) => !entry.endsWith('/element'));
    const { code } = await bundle(project, dropped.map((entry) => `import '${entry}';`).join('\n'));
    expect(code.trim()).toBe('');
  });

  it('keeps what a bare import of the element is for', async () => {
    const { code } = await bundle(project, `import 'open-consent/element';`);
    expect(code).toMatch(/customElements\.define\(/);
  });

  it('keeps the drawing part out of the first load', async () => {
    const { code, chunks } = await bundle(project, `export { openConsent } from 'open-consent';`);
    expect(code).not.toMatch(/attachShadow/);
    const later = chunks.filter((text) => text.includes('attachShadow'));
    expect(later).toHaveLength(1);
    expect(later[0]).toMatch(/adoptedStyleSheets/);
  });
});
