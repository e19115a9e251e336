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
const before = [seen(), JSON.stringify(listeners()), JSON.stringify(process.getActiveResourcesInfo())];
const names = Object.keys(await import(process.argv[2]));
const after = seen();
const changed = [...new Set([...before[0].keys(), ...after.keys()])]
  .filter((key) => before[0].get(key) !== after.get(key) && before[0].get(key) === before[0].get(key));
console.log(JSON.stringify({
  changed: changed.map(String),
  listeners: before[1] === JSON.stringify(listeners()),
  handles: before[2] === JSON.stringify(process.getActiveResourcesInfo()),
  names,
}));
`;

function entries(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, unknown>;
  };
  const modules = Object.keys(exports).filter((name) => !/global\.js$|\.json$/.test(name));
  return modules.flatMap((name) =>
    name.includes('*') ? ['en', 'de', 'es', 'fr', 'ar', 'zh'].map((lang) => name.replace('*', lang)) : [name],
  );
}

describe('imported on a server', () => {
  it.each(entries())('%s has no effect, and lets the process end', async (entry) => {
    const printed = await project.run(`node inspect.mjs ${entry.replace('.', 'open-consent')}`);
    const { names, ...effects } = JSON.parse(printed);
    expect(effects).toEqual({ changed: [], listeners: true, handles: true });
    expect(names.length).toBeGreaterThan(0);
  });
});

describe('a bundler', () => {
  it('brings nothing along with isConsentError', async () => {
    const { code, modules } = await bundle(project, `export { isConsentError } from 'open-consent';`);
    expect(code).toMatch(/isConsentError/);
    expect(code.length).toBeLessThan(600);
    expect(code).not.toMatch(/\bwindow\b|document|import\(|openConsent|addEventListener/);
    expect(modules.filter((id) => id.includes('preact'))).toEqual([]);
  });

  it.each([
    ['./headless', 'openConsent', /customElements|attachShadow|preact/],
    ['./callback', 'completeConsent', /customElements|attachShadow|window\.open|preact/],
    ['./protocol', 'parseCallbackUrl', /localStorage|addEventListener|openConsent/],
  ])('leaves out of %s what it has no use for', async (entry, name, rest) => {
    const { code } = await bundle(
      project,
      `export { ${name} } from '${entry.replace('.', 'open-consent')}';`,
    );
    expect(code).toContain(name);
    expect(code).not.toMatch(rest);
  });

  it.each(entries().filter((entry) => entry !== './element'))('drops a bare import of %s', async (entry) => {
    const { code } = await bundle(project, `import '${entry.replace('.', 'open-consent')}';`);
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
