import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rewriteLinks } from './links.ts';
import { forgottenPages, HOME, PAGES, type SitePage } from './pages.ts';

/** Where VitePress finds the pages; not committed. */
const COLLECTED = 'site/.pages';

const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository: { url: string } };
export const REPOSITORY: string = repository.url.replace(/^git\+|\.git$/g, '');

/** Makes the pages of the site from the files of the repository, so that there is no second copy of any text. */
export function collectPages(): void {
  const forgotten = forgottenPages();
  if (forgotten.length > 0) throw new Error(`${forgotten} must be listed in site/collect/pages.ts.`);
  rmSync(COLLECTED, { recursive: true, force: true });
  for (const page of PAGES) collectPage(page);
  cpSync('docs/pictures', join(COLLECTED, 'pictures'), { recursive: true });
}

export function collectPage(page: SitePage): void {
  const to = join(COLLECTED, page.to);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, siteText(page));
}

function siteText(page: SitePage): string {
  const text = readFileSync(page.from, 'utf8').replaceAll('\r\n', '\n');
  const rewritten = rewriteLinks(withoutNotes(text), page, REPOSITORY);
  if (page === HOME) return rewritten;
  return frontmatter(page) + (page.from.startsWith('docs/api/') ? asReference(rewritten, page) : rewritten);
}

function frontmatter(page: SitePage): string {
  const about = page.description ?? descriptionOf(page.from);
  const wide = page.wide && { aside: false, pageClass: 'wide' };
  const fields = { title: titleOf(page), ...(about && { description: about }), ...wide };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n\n`;
}

/** What the README's table of pages says of a page. */
function descriptionOf(from: string): string | undefined {
  const row = new RegExp(`^\\| \\[.*\\]\\(${from}\\) +\\| ([^|]*?) +\\|$`, 'm');
  return row.exec(readFileSync('README.md', 'utf8'))?.[1];
}

/** typedoc calls a page by its file. An escaped bar in a table does not survive in the copy for assistants. */
function asReference(text: string, page: SitePage): string {
  return text.replace(/^# .*$/m, `# ${page.title}`).replaceAll(' \\| ', ' or ');
}

/** Comments of this repository's own tests and scripts. */
function withoutNotes(text: string): string {
  return text.replace(/^<!-- (?!@include).*-->\n/gm, '');
}

/** As the sidebar has it: the first heading of the page, unless it was given another. */
export function titleOf({ from, title }: SitePage): string {
  return title ?? /^# (.*)$/m.exec(readFileSync(from, 'utf8'))?.[1]?.replaceAll('`', '') ?? from;
}
