import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Project } from './project.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The files of test/package/fixtures/NAME. */
export function fixture(name: string): Record<string, string> {
  const folder = join(FIXTURES, name);
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

/** Starts the sandbox of the project's own installation; gives its origin. */
export async function startSandbox(project: Project, flags = ''): Promise<string> {
  const service = await project.serve(`npx open-consent-sandbox --port 0 --json ${flags}`, /"listening".*\n/);
  return JSON.parse(service.output().split('\n')[0] ?? '').origin;
}

/** Starts the project's own server before some folders of it; gives the origin of its pages. */
export async function startApp(project: Project, provider: string, ...folders: string[]): Promise<string> {
  project.write({ 'server.mjs': readFileSync(join(FIXTURES, 'server.mjs'), 'utf8') });
  const service = await project.serve(`node server.mjs ${provider} ${folders.join(' ')}`, /localhost:\d+\n/);
  return service.output().trim();
}
