import { build } from 'vite';

/** The script-tag files, by their addresses, and the entry that each is built from. */
const ENTRIES: ReadonlyMap<string, string> = new Map([
  ['/open-consent.global.js', 'src/global.ts'],
  ['/open-consent-callback.global.js', 'src/callback-global.ts'],
]);

export interface GlobalFiles {
  /** The file's text; undefined where there is no file of that name. */
  read(path: string): Promise<string> | undefined;
  /** The sources have changed: the next request builds anew. */
  forget(): void;
}

/** Builds the script-tag files into memory, each when it is first asked for. */
export function createGlobalFiles(root: string): GlobalFiles {
  const built = new Map<string, Promise<string>>();
  return {
    read(path) {
      const entry = ENTRIES.get(path);
      if (!entry) return undefined;
      const text = built.get(path) ?? buildScript(root, entry);
      built.set(path, text);
      text.catch(() => built.delete(path));
      return text;
    },
    forget: () => built.clear(),
  };
}

async function buildScript(root: string, entry: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'OpenConsent', fileName: 'script' },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]) as {
    output: { type: string; code?: string }[];
  }[];
  const script = outputs.flatMap(({ output }) => output).find(({ type }) => type === 'chunk');
  if (script?.code === undefined) throw new Error(`The build of ${entry} made no script`);
  return script.code;
}
