import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A page of the site, and the file of the repository that it is made from. Both paths start at a root. */
export interface SitePage {
  readonly from: string;
  readonly to: string;
  /** In the sidebar; the page's first heading where it is missing. */
  readonly title?: string;
  /** For search engines and assistants; what the README's table of pages says where it is missing. */
  readonly description?: string;
  /** For wide tables: it takes the room of the outline. */
  readonly wide?: boolean;
}

export interface PageGroup {
  readonly text: string;
  readonly pages: readonly SitePage[];
}

const guide = (name: string): SitePage => ({ from: `docs/${name}.md`, to: `${name}.md` });

/** The sidebar, from top to bottom. */
export const GROUPS: readonly PageGroup[] = [
  {
    text: 'Start',
    pages: [
      {
        from: 'README.md',
        to: 'start.md',
        title: 'Getting started',
        description: 'quick starts, modes, options, outcomes',
      },
      ...['servers', 'callback-page', 'status', 'troubleshooting'].map(guide),
    ],
  },
  {
    text: 'In the browser',
    pages: [
      ...['outcomes', 'errors'].map(guide),
      { ...guide('element'), title: 'The element' },
      ...['single-page-apps', 'minting-ahead', 'look', 'mobile', 'policies'].map(guide),
    ],
  },
  { text: 'On your server', pages: ['consents', 'webhooks'].map(guide) },
  {
    text: 'Tools',
    pages: [
      ...['testing', 'devtools'].map(guide),
      { from: 'docs/AGENTS.md', to: 'assistants.md' },
      guide('migrating'),
    ],
  },
  { text: 'Reference', pages: [guide('entry-points'), ...referencePages()] },
  {
    text: 'The project',
    pages: [
      {
        from: 'test/e2e/MATRIX.md',
        to: 'fault-table.md',
        title: 'The fault table',
        description: 'what becomes of every fault, in Chromium, Firefox and WebKit',
        wide: true,
      },
      {
        from: 'test/bench/RESULTS.md',
        to: 'benchmark.md',
        title: 'The benchmark',
        description: 'speed and size, beside other widgets',
        wide: true,
      },
      ...['accessibility', 'versions'].map(guide),
      { from: 'CHANGELOG.md', to: 'changelog.md' },
      { from: 'SECURITY.md', to: 'security.md' },
      { from: 'CONTRIBUTING.md', to: 'contributing.md' },
      { from: 'CODE_OF_CONDUCT.md', to: 'conduct.md' },
    ],
  },
];

export const HOME: SitePage = { from: 'site/index.md', to: 'index.md' };

export const PAGES: readonly SitePage[] = [HOME, ...GROUPS.flatMap(({ pages }) => pages)];

/** What typedoc wrote of each entry of the package, under the name by which it is imported. */
function referencePages(): SitePage[] {
  if (!existsSync('docs/api')) throw new Error('docs/api is missing: run `npm run docs` first.');
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
  return Object.keys(exports).flatMap((path) => {
    const name = path.slice(2).replace('/', '-') || 'index';
    const from = `docs/api/${name}.md`;
    if (!existsSync(from)) return [];
    return [
      {
        from,
        to: `reference/${name === 'index' ? 'open-consent' : name}.md`,
        title: `open-consent${path.slice(1)}`,
      },
    ];
  });
}

/** Pages for people that the table above forgot. */
export function forgottenPages(): string[] {
  const guides = readdirSync('docs').filter((name) => name.endsWith('.md'));
  return guides.map((name) => `docs/${name}`).filter((from) => !PAGES.some((page) => page.from === from));
}
