import type { TestProject } from 'vitest/node';
import { SHELL } from './browser.ts';
import { share } from './launch-chromium.ts';

/** For tests of pages: starts the one headless shell that they share. */
export function setup(project: TestProject): Promise<() => Promise<void>> {
  return share(project, SHELL);
}
