/** A table to ask by any word: one that the table does not have is undefined, even if every object has it. */
export function lookUp<Value = string>(
  table: Readonly<Record<string, Value>>,
): (word: string) => Value | undefined {
  const entries = new Map(Object.entries(table));
  return (word) => entries.get(word);
}
