import { ConsentServerError } from './consent-server-error.ts';

// No message prints the refused value: it may be a secret in the wrong place.

export function invalidOption(name: string, takes: string): ConsentServerError {
  return new ConsentServerError('invalid_option', `${name} must be ${takes}`);
}

export function checkText(value: unknown, name: string): string {
  if (typeof value === 'string' && value.trim()) return value;
  throw invalidOption(name, 'a non-empty string');
}

/** For use in a path. The URL parser treats `..` as a step up, even if it is percent-encoded. */
export function toPathSegment(value: unknown, name: string): string {
  const text = checkText(value, name);
  if (text === '.' || text === '..') throw invalidOption(name, 'an id');
  return encodeURIComponent(text);
}

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw invalidOption(name, 'a function');
}

export function checkBoolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw invalidOption(name, 'true or false');
}

export function checkInteger(value: unknown, name: string, max: number): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max) return value as number;
  throw invalidOption(name, `a whole number from 1 to ${max}`);
}

/** Checks the shape, because `instanceof` fails for a signal of another realm or of a polyfill. */
export function checkSignal(value: unknown, name: string): AbortSignal {
  const signal = value as AbortSignal;
  if (typeof signal.aborted === 'boolean' && typeof signal.addEventListener === 'function') return signal;
  throw invalidOption(name, 'an AbortSignal');
}

/** Checks the value if there is one. */
export function optional<T>(
  value: unknown,
  name: string,
  check: (value: unknown, name: string) => T,
): T | undefined {
  return value === undefined ? undefined : check(value, name);
}

/** Refuses white space: the URL parser accepts it, but the raw string would keep it. */
export function parseHttpUrl(value: unknown): URL | undefined {
  if (typeof value !== 'string' || /\s/.test(value) || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}
