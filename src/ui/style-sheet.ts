/**
 * A style sheet to adopt. Not a style element: a strict `style-src` refuses those, and knows nothing of constructed
 * sheets. Empty in jsdom, whose older versions cannot fill one.
 */
export function makeSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync?.(css);
  return sheet;
}
