/**
 * Parses a URL; undefined if it is invalid. Does not use `URL.canParse`: after optimisation, Node 20 reads Latin-1
 * strings as UTF-8 there and returns true for strings that `new URL` rejects.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
