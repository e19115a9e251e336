/**
 * Creates a style sheet to adopt. A strict `style-src` refuses a style element, but not a constructed sheet. The sheet
 * is empty in older versions of jsdom, which cannot fill one.
 */
export function makeSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync?.(css);
  return sheet;
}
