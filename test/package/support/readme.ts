/** One thing that a reader does. */
export type Step =
  | { readonly kind: 'file'; readonly path: string; readonly text: string }
  | { readonly kind: 'command'; readonly line: string };

/** What a section of the README has its reader do, and the page it then has them open. */
export interface Section {
  readonly steps: readonly Step[];
  readonly page?: string;
}

const FENCE = /^```(?<info>[^\n]*)\n(?<text>.*?)^```$/gms;

/**
 * Reads the section under a heading: a fenced block with a file name behind its language (```` ```html index.html ````) is
 * a file, one of `sh` holds commands, any other is only to be read.
 */
export function readSection(markdown: string, heading: string): Section | undefined {
  const section = markdown.split(/^(?=## )/m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) return undefined;
  const blocks = [...section.matchAll(FENCE)].map(({ groups }) => ({ info: '', text: '', ...groups }));
  const page = section
    .replaceAll(FENCE, '')
    .match(/http:\/\/localhost:\d+(?:\/[\w./?=&-]*[\w/])?/g)
    ?.at(-1);
  return { steps: blocks.flatMap(({ info, text }) => readBlock(info, text)), ...(page && { page }) };
}

function readBlock(info: string, text: string): Step[] {
  const [language, path] = info.trim().split(/\s+/);
  if (path) return [{ kind: 'file', path, text }];
  if (language !== 'sh') return [];
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith('#')).map((line) => ({ kind: 'command', line }));
}
