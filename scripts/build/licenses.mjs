// Who wrote what the built files carry along, and on what terms.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Collects, over any number of builds, the packages whose code ended up in a file. */
export function collectLicenses() {
  const packages = new Map();
  const plugin = {
    name: 'collect-licenses',
    generateBundle(_, bundle) {
      for (const one of Object.values(bundle).flatMap(bundledPackages)) {
        packages.set(`${one.name} ${one.version}`, one);
      }
    },
  };
  return { plugin, text: () => licensesText([...packages.values()]) };
}

/** The packages, other than this one, that a chunk holds code of. */
export function bundledPackages({ modules = {} }) {
  const rendered = Object.keys(modules).filter((id) => modules[id].renderedLength > 0);
  const roots = new Set(rendered.map(packageRoot).filter((root) => root !== undefined));
  return [...roots].map(readPackage);
}

/** The innermost package below node_modules: folders in it may hold a nameless package.json of their own. */
function packageRoot(id) {
  const [path] = id.replaceAll('\\', '/').split('?');
  return /^(?<root>.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.groups?.root;
}

function readPackage(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { name, version, license, text: licenseText(root) };
}

function licenseText(root) {
  const file = readdirSync(root).find((name) => /^licen[cs]e(\.|$)/i.test(name));
  if (!file) throw new Error(`${root} is bundled, and comes without the text of its licence`);
  return readFileSync(join(root, file), 'utf8').trim();
}

function licensesText(packages) {
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  const sorted = packages.sort((a, b) => (a.name < b.name ? -1 : 1));
  const intro = 'Some of the files beside this one contain code of these packages, on these terms.';
  const parts = sorted.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}`,
  );
  return `${[intro, ...parts].join(rule)}\n`;
}
