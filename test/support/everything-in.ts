/** All an error could show to a log: message, stack, own properties of any kind, and the same of its causes. */
export function everythingIn(value: unknown, seen: Set<unknown> = new Set()): string {
  if (typeof value !== 'object' || !value || seen.has(value)) return String(value);
  seen.add(value);
  const keys = Reflect.ownKeys(value);
  return keys.map((key) => everythingIn(Reflect.get(value, key), seen)).join('\n') + JSON.stringify(value);
}
