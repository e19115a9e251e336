import { readFile, writeFile } from 'node:fs/promises';
import { isRight } from './is-right.ts';
import { type Planned, planCells } from './plan.ts';
import { ENGINES, MODES, type Row } from './row.ts';
import { groups } from './rows/index.ts';
import type { Result } from './run-cell.ts';

const JSON_FILE = 'test/e2e/matrix.json';
const MARKDOWN_FILE = 'test/e2e/MATRIX.md';

type Line = Omit<Result, 'problems' | 'log'> & { problems?: string[] };

/** Writes the matrix down. Cells that were not run now stay as the last run left them. */
export async function writeMatrix(results: Result[]): Promise<void> {
  const before = JSON.parse(await readFile(JSON_FILE, 'utf8').catch(() => '[]')) as Line[];
  const known = new Map([...before, ...results.map(lineOf)].map((line) => [keyOf(line), line]));
  const cells = planCells({ engines: ENGINES, modes: MODES, rows: [], quick: false });
  const lines = cells.flatMap(
    ({ row, mode, engine }) => known.get(keyOf({ row: row.id, mode, engine })) ?? [],
  );
  await writeFile(JSON_FILE, `[\n${lines.map((line) => `  ${JSON.stringify(line)}`).join(',\n')}\n]\n`);
  await writeFile(MARKDOWN_FILE, markdown(cells, known));
}

function lineOf({ problems, log: _log, ...line }: Result): Line {
  return problems.length > 0 ? { ...line, problems } : line;
}

function keyOf({ row, mode, engine }: Pick<Result, 'row' | 'mode' | 'engine'>): string {
  return `${row} ${mode} ${engine}`;
}

function markdown(cells: Planned[], known: Map<string, Line>): string {
  const lines = [...known.values()];
  const wrong = lines.filter((line) => !isRight({ problems: [], ...line }));
  return [
    '# Every fault, in three engines',
    '',
    `Written by \`npm run test:e2e\`: ${lines.length} of ${cells.length} cells, ${wrong.length} of them wrong. A cell tells the`,
    'path of the flow (its turns, then its one outcome) and the milliseconds from the fault to the outcome: from the',
    'moment that a step of the row marks, or else from the opening of the window. A cell is right when the path is the',
    'one expected, the promise and the callback agree, nothing is left behind, and the time is within its limit.',
    ...groups.flatMap(({ title, rows }) => ['', `## ${title}`, '', ...table(rows, known)]),
    '',
  ].join('\n');
}

function table(rows: Row[], known: Map<string, Line>): string[] {
  return [
    `| fault | mode | ${ENGINES.join(' | ')} |`,
    `| --- | --- | ${ENGINES.map(() => '---').join(' | ')} |`,
    ...rows.flatMap((row) =>
      MODES.filter((mode) => row.expected[mode]).map((mode) => tableLine(row, mode, known)),
    ),
    ...rows.flatMap(({ id, note }) => (note ? ['', `\`${id}\`: ${note}`] : [])),
  ];
}

function tableLine(row: Row, mode: (typeof MODES)[number], known: Map<string, Line>): string {
  const cells = ENGINES.map((engine) => cellText(known.get(keyOf({ row: row.id, mode, engine }))));
  return `| ${inCell(`${row.title} (\`${row.id}\`)`)} | ${mode} | ${cells.join(' | ')} |`;
}

function cellText(line: Line | undefined): string {
  if (!line) return 'not run';
  const took = line.ms === null ? '' : ` (${line.ms} ms)`;
  if (isRight({ problems: [], ...line })) return inCell(`${line.reached}${took}`);
  const problems = line.problems?.map((problem) => `; ${problem}`).join('') ?? '';
  return inCell(`**wrong**: ${line.reached}${took}, not ${line.expected}${problems}`);
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
