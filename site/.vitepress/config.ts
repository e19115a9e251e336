import { type DefaultTheme, defineConfig, type UserConfig } from 'vitepress';
import llmstxt from 'vitepress-plugin-llms';
import { collectPages, REPOSITORY, titleOf } from '../collect/collect.ts';
import { GROUPS } from '../collect/pages.ts';
import { recollect } from '../collect/recollect.ts';
import { slugify } from '../collect/slugify.ts';

collectPages();

/** Where the site will be served, for a build that is published: `SITE_URL=https://example.com/docs/ npm run site`. */
const url = process.env['SITE_URL'];
const base = url ? new URL(url).pathname : '/';

/**
 * Every word must be there. What tells a reader how to mend something comes first; what is written for contributors, last.
 * Sections are of very different lengths (the table of all error codes is one), so that length counts for little.
 */
const searchOptions = {
  combineWith: 'AND',
  bm25: { k: 1.2, b: 0.2, d: 0.5 },
  boostDocument: (id: string) => {
    if (/fault-table|benchmark|changelog|contributing|security/.test(id)) return 0.2;
    if (/errors|troubleshooting/.test(id)) return 2;
    return id.includes('/reference/') ? 0.5 : 1;
  },
} as const;

/** `session_expired` is a word, and so are its parts. Runs in the browser, too, on its own: it may use nothing from here. */
function tokenize(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}_]+/u);
  return words.flatMap((word) => (word.includes('_') ? [word, ...word.split('_')] : word)).filter(Boolean);
}

const sidebar: DefaultTheme.SidebarItem[] = GROUPS.map(({ text, pages }) => ({
  text,
  items: pages.map((page) => ({ text: titleOf(page), link: `/${page.to.replace(/\.md$/, '')}` })),
}));

const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: 'open-consent',
  description: 'A drop-in consent widget for open banking.',
  lang: 'en',
  base,
  srcDir: '.pages',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }]],
  // The pages that a quick start opens on the reader's own machine.
  ignoreDeadLinks: 'localhostLinks',
  // Headings have the anchors that GitHub gives them, so that a link works in both places.
  markdown: { anchor: { slugify } },
  vite: {
    publicDir: '../public',
    plugins: [recollect(), llmstxt(url ? { domain: new URL(url).origin } : {})],
  },
  themeConfig: {
    logo: '/icon.svg',
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Errors', link: '/errors' },
      { text: 'Reference', link: '/entry-points' },
      { text: 'Fault table', link: '/fault-table' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local', options: { miniSearch: { options: { tokenize }, searchOptions } } },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    footer: { message: 'Released under the MIT licence.' },
  },
});

export default config;
