import { isRight } from './is-right.ts';
import { keyOf, type Line } from './line.ts';
import { ENGINES, type Group, MODES, type Mode, type Row } from './row.ts';

/** `MATRIX.md`: a table for each group of rows, then the first logs of the unsteady cells. */
export function markdown(groups: readonly Group[], lines: readonly Line[], planned: number): string {
  const known = new Map(lines.map((line) => [keyOf(line), line]));
  const wrong = lines.filter((line) => !isRightLine(line));
  const unsteady = lines.filter((line) => line.unsteady);
  return [
    '# Every fault, in three engines',
    '',
    `Written by \`npm run test:e2e\`: ${lines.length} of ${planned} cells, ${wrong.length} wrong, ${unsteady.length} unsteady.`,
    '',
    'Each cell shows the path of the flow (its turns, then its one outcome) and the milliseconds from the fault to the',
    'outcome. The time starts where a step of the row marks it, or else when the window opens. A cell is right when the',
    'path is the expected one, the promise and the callback agree, nothing is left behind, and the time is within its',
    'limit. A cell that goes wrong beside others runs twice more, alone. Right both times, it is unsteady.',
    ...groups.flatMap(({ title, rows }) => ['', `## ${title}`, '', ...table(rows, known)]),
    ...(unsteady.length > 0 ? ['', '## Unsteady cells', ...unsteady.flatMap(firstRun)] : []),
    '',
  ].join('\n');
}

function table(rows: readonly Row[], known: Map<string, Line>): string[] {
  return [
    `| fault | mode | ${ENGINES.join(' | ')} |`,
    `| --- | --- | ${ENGINES.map(() => '---').join(' | ')} |`,
    ...rows.flatMap((row) =>
      MODES.filter((mode) => row.expected[mode]).map((mode) => tableLine(row, mode, known)),
    ),
    ...rows.flatMap(({ id, note }) => (note ? ['', `\`${id}\`: ${note}`] : [])),
  ];
}

function tableLine(row: Row, mode: Mode, known: Map<string, Line>): string {
  const cells = ENGINES.map((engine) => cellText(known.get(keyOf({ row: row.id, mode, engine }))));
  return `| ${inCell(`${row.title} (\`${row.id}\`)`)} | ${mode} | ${cells.join(' | ')} |`;
}

function cellText(line: Line | undefined): string {
  if (!line) return 'not run';
  const took = line.ms === null ? '' : ` (${line.ms} ms)`;
  if (isRightLine(line)) return inCell(`${line.reached}${took}${line.unsteady ? ', **unsteady**' : ''}`);
  const problems = line.problems?.map((problem) => `; ${problem}`).join('') ?? '';
  return inCell(`**wrong**: ${line.reached}${took}, not ${line.expected}${problems}`);
}

function firstRun(line: Line): string[] {
  const { reached = '', problems = [], log = [] } = line.unsteady ?? {};
  const why = [...problems, ...log].map((text) => `    ${text}`);
  return ['', `\`${keyOf(line)}\` first came to ${reached}, not ${line.expected}:`, '', ...why];
}

function isRightLine(line: Line): boolean {
  return isRight({ problems: [], ...line });
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
