let parse: ((html: string) => Document) | undefined;

/**
 * Loads happy-dom, for tests that touch elements: `await loadElements()` at the top of the file, outside of any test's
 * time limit. It takes most of a second, so other tests do without.
 */
export async function loadElements(): Promise<void> {
  const { Window } = await import('happy-dom');
  const { DOMParser } = new Window();
  parse = (html) => new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
}

export function parseHtml(html: string): Document {
  if (parse) return parse(html);
  throw new Error('a test that touches elements must call `await loadElements()` at the top of its file');
}
