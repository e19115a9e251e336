/** Closes a discriminated union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new TypeError(`unexpected ${String(value)}`);
}
