import { pageState } from '../browser/page-state.ts';
import { isLoopbackPage } from '../protocol/auth-url.ts';
import type { mintAhead, prefetch } from './prefetch.ts';

interface Code {
  mintAhead: typeof mintAhead;
  prefetch: typeof prefetch;
}

interface File {
  /** Resolves once the file has run, however late. */
  code: Promise<Code>;
  isHere(code: Code): void;
}

/** The script-tag file has this code in a file of its own, for those pages that add it. */
export function prefetchFile(): File {
  return pageState(window, 'prefetch', () => {
    let isHere = (_: Code) => {};
    const code = new Promise<Code>((resolve) => {
      isHere = resolve;
    });
    return { code, isHere: (given) => isHere(given) };
  });
}

const PATIENCE_MS = 5000;

/** The code, for who needs it. On `localhost` a developer who has forgotten the file is told. */
export function prefetchCode(): Promise<Code> {
  const { code } = prefetchFile();
  if (isLoopbackPage(window.origin)) {
    const says = 'open-consent: to mint ahead, a page adds open-consent-prefetch.global.js';
    const timer = setTimeout(() => console.warn(says), PATIENCE_MS);
    void code.then(() => clearTimeout(timer));
  }
  return code;
}
