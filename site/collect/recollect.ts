import { relative, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { collectPage } from './collect.ts';
import { PAGES } from './pages.ts';

/** Makes a page again when its file is changed, for `npm run site:dev`. */
export function recollect(): Plugin {
  return {
    name: 'open-consent-site',
    configureServer({ watcher }) {
      watcher.add(PAGES.map(({ from }) => resolve(from)));
      watcher.on('change', (file) => {
        const page = PAGES.find(({ from }) => from === relative(process.cwd(), file).replaceAll('\\', '/'));
        if (page) collectPage(page);
      });
    },
  };
}
