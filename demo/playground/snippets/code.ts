/** Names, each with its value as code. What is at its default is not among them. */
export type Entries = (readonly [name: string, code: string])[];

export function lines(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}

export function entry(name: string, code: string | false): Entries {
  return code ? [[name, code]] : [];
}

export function toObject(entries: Entries): string {
  return `{ ${entries.map(([name, code]) => `${name}: ${code}`).join(', ')} }`;
}

export function toLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return `'${inner.replace(/\\.|'/g, (part) => (part === '\\"' ? '"' : part === "'" ? "\\'" : part))}'`;
}

/** In a script element, `</script>` ends it and `<!--` changes how it is read, in a string too. */
export function withoutTags(code: string): string {
  return code.replace(/<(?=[/!s])/gi, '\\x3C');
}

/** As the text of an element, in HTML. */
export function toHtmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
