import { existsSync, readFileSync } from 'node:fs';
import { Application } from 'typedoc';
import { expect, it } from 'vitest';

it('the reference has every entry, a comment for each public export, and nothing to warn of', async () => {
  // Whether the sources compile is another command's matter.
  const options = { options: 'typedoc.json', tsconfig: 'tsconfig.build.json', skipErrorChecking: true };
  const app = await Application.bootstrapWithPlugins({ ...options, logLevel: 'Error' });
  const project = await app.convert();
  if (!project) throw new Error('typedoc could not read the sources');
  app.validate(project);
  expect([app.logger.errorCount, app.logger.warningCount]).toEqual([0, 0]);
  expect(project.children?.map(({ name }) => name).sort()).toEqual(entryNames());
});

/** What package.json exports, by the names of the files in src/; languages aside, which are all alike. */
function entryNames(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
  const names = Object.keys(exports).map((path) => path.slice(2).replace('/', '-') || 'index');
  return names.filter((name) => existsSync(`src/${name}.ts`)).sort();
}
