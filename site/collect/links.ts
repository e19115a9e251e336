import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { PAGES, type SitePage } from './pages.ts';

/** A link or a picture with an address of this repository: no scheme, and not only an anchor. */
const LINK = /\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g;
const FENCES = /(^```.*?^```$)/gms;

/**
 * Links as the site needs them: to the page that is made from a file, or to the file in the repository where no page is.
 * Throws for a link to a file that does not exist.
 */
export function rewriteLinks(text: string, page: SitePage, repository: string): string {
  const rewrite = (prose: string) =>
    prose.replace(LINK, (_, path: string, anchor = '') => `](${targetOf(path, page, repository)}${anchor})`);
  return text
    .split(FENCES)
    .map((part, index) => (index % 2 === 0 ? rewrite(part) : part))
    .join('');
}

function targetOf(path: string, page: SitePage, repository: string): string {
  const file = join(dirname(page.from), path);
  const target = PAGES.find(({ from }) => from === file);
  if (target) return near(page, target.to);
  if (!existsSync(file)) throw new Error(`${page.from} links to ${path}, which does not exist.`);
  return file.startsWith('docs/pictures/')
    ? near(page, file.replace('docs/', ''))
    : `${repository}/blob/main/${file}`;
}

function near(page: SitePage, to: string): string {
  const path = relative(dirname(page.to), to);
  return path.startsWith('.') ? path : `./${path}`;
}
