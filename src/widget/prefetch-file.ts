import { pageState } from '../browser/page-state.ts';
import { isLoopbackPage } from '../protocol/auth-url.ts';
import type { mintAhead, prefetch } from './prefetch.ts';

interface Code {
  mintAhead: typeof mintAhead;
  prefetch: typeof prefetch;
}

interface File {
  /** Resolves when the file has run. */
  code: Promise<Code>;
  isHere(code: Code): void;
}

/** With script tags, the code for minting ahead is in a file of its own, which a page adds if it needs it. */
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

/** The code for minting ahead. On `localhost` the console warns if the page has not added the file. */
export function prefetchCode(): Promise<Code> {
  const { code } = prefetchFile();
  if (isLoopbackPage(window.origin)) {
    const says = 'open-consent: to mint ahead, a page adds open-consent-prefetch.global.js';
    const timer = setTimeout(() => console.warn(says), PATIENCE_MS);
    void code.then(() => clearTimeout(timer));
  }
  return code;
}
