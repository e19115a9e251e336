/** One line for each stage, in the order in which they ended: its time, and its tests. Then the tests that failed. */
export function printTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log(`\n${'stage'.padEnd(width)}   seconds   passed   failed`);
  for (const { name, seconds, passed, failed } of results) {
    const columns =
      seconds === undefined
        ? ['not run', '', '']
        : [seconds.toFixed(1), String(passed), failed > 0 ? String(failed) : ''];
    const [time, ...counts] = columns;
    console.log(
      `${name.padEnd(width)} ${time.padStart(9)}${counts.map((text) => text.padStart(9)).join('')}`.trimEnd(),
    );
  }
  const names = results.flatMap((result) => result.names ?? []);
  if (names.length > 0) console.log(`\nfailed:\n${names.map((name) => `  ${name}`).join('\n')}\n`);
}
