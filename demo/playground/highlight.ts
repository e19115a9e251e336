import html from '@speed-highlight/core/languages/html.js';
import js from '@speed-highlight/core/languages/js.js';
import json from '@speed-highlight/core/languages/json.js';
import xml from '@speed-highlight/core/languages/xml.js';
import { type ShjLanguageData, tokenizeWith } from '@speed-highlight/core/tokenize';

// Their types say `undefined` where the tokenizer's leave a field out.
const languages = { html, js, json, xml } as unknown as Record<string, ShjLanguageData>;

export type CodeLanguage = 'html' | 'js' | 'json';

/** The ranges that each element has, by the type of their token. */
const painted = new WeakMap<Element, (readonly [type: string, range: Range])[]>();

/**
 * Shows code in colours, by the CSS Custom Highlight API: the element holds one text, which copies and reads as such. A
 * browser without it shows the code plain.
 */
export function showCode(element: Element, code: string, language: CodeLanguage): void {
  for (const [type, range] of painted.get(element) ?? []) highlightOf(type).delete(range);
  element.textContent = code;
  const text = element.firstChild;
  if (!text || typeof CSS === 'undefined' || !CSS.highlights) return;
  const ranges = rangesOf(text, code, language);
  for (const [type, range] of ranges) highlightOf(type).add(range);
  painted.set(element, ranges);
}

function rangesOf(text: Node, code: string, language: CodeLanguage): [type: string, range: Range][] {
  const ranges: [string, Range][] = [];
  let at = 0;
  tokenizeWith(
    code,
    language,
    (token, type) => {
      if (type) ranges.push([type, rangeIn(text, at, at + token.length)]);
      at += token.length;
    },
    { languages },
  );
  return ranges;
}

function rangeIn(text: Node, from: number, to: number): Range {
  const range = new Range();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}

/** One for each type of token, for the style sheet to colour: `::highlight(code-str)`. */
function highlightOf(type: string): Highlight {
  const name = `code-${type}`;
  const found = CSS.highlights.get(name);
  if (found) return found;
  const made = new Highlight();
  CSS.highlights.set(name, made);
  return made;
}
