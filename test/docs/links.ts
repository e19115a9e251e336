import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import type { DocPage } from './pages.ts';

const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g;

/** Links between pages that lead nowhere. */
export function brokenLinks(pages: readonly DocPage[]): string[] {
  return pages.flatMap((page) =>
    [...withoutCode(page.text).matchAll(LINK)]
      .filter(([, path = '', anchor]) => !leadsSomewhere(page, path, anchor, pages))
      .map(([link]) => `${page.path}: ${link}`),
  );
}

function leadsSomewhere(from: DocPage, path: string, anchor: string | undefined, pages: readonly DocPage[]) {
  const target = path ? normalize(join(dirname(from.path), path)) : from.path;
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(pages.find((page) => page.path === target)).includes(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(page: DocPage | undefined): string[] {
  const headings = withoutCode(page?.text ?? '').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```.*?^```$/gms, '');
}
