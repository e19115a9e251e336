import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import type { Project } from './project.ts';

export interface Bundle {
  /** Of the file that is loaded first. */
  readonly code: string;
  /** Of those that may be loaded later. */
  readonly chunks: readonly string[];
  /** Ids of the modules that left code in the first file. */
  readonly modules: readonly string[];
}

/** What a page loads for one line of code, with everything that it leads to bundled in. */
export async function bundle(project: Project, code: string): Promise<Bundle> {
  project.write({ 'entry.js': code });
  const [built] = (await build({
    root: project.folder,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: join(project.folder, 'entry.js'), formats: ['es'] },
    },
  })) as Rolldown.RolldownOutput[];
  const files: (Rolldown.OutputChunk | Rolldown.OutputAsset)[] = built?.output ?? [];
  const [first, ...rest] = files.filter((file) => file.type === 'chunk');
  return {
    code: first?.code ?? '',
    chunks: rest.map((chunk) => chunk.code),
    modules: Object.entries(first?.modules ?? {})
      .filter(([, module]) => module.renderedLength > 0)
      .map(([id]) => id),
  };
}
