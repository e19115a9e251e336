import { readFile, writeFile } from 'node:fs/promises';
import type { Finding } from './confirm.ts';
import { keyOf, type Line, lineOf } from './line.ts';
import { markdown } from './markdown.ts';
import { planCells } from './plan.ts';
import { ENGINES, MODES } from './row.ts';
import { groups } from './rows/index.ts';

const JSON_FILE = 'test/e2e/matrix.json';
const MARKDOWN_FILE = 'test/e2e/MATRIX.md';

/** Writes the matrix down. Cells that were not run now stay as the last run left them. */
export async function writeMatrix(findings: readonly Finding[]): Promise<void> {
  const before = JSON.parse(await readFile(JSON_FILE, 'utf8').catch(() => '[]')) as Line[];
  const known = new Map([...before, ...findings.map(lineOf)].map((line) => [keyOf(line), line]));
  const cells = planCells({ engines: ENGINES, modes: MODES, rows: [], quick: false });
  const lines = cells.flatMap(
    ({ row, mode, engine }) => known.get(keyOf({ row: row.id, mode, engine })) ?? [],
  );
  await writeFile(JSON_FILE, `[\n${lines.map((line) => `  ${JSON.stringify(line)}`).join(',\n')}\n]\n`);
  await writeFile(MARKDOWN_FILE, markdown(groups, lines, cells.length));
}
