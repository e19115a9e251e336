import { SessionMintError } from './session-mint-error.ts';

// No message prints the value it refuses: it may be a secret in the wrong place.

export function invalidOption(name: string, takes: string): SessionMintError {
  return new SessionMintError('invalid_option', `${name} must be ${takes}`);
}

export function checkText(value: unknown, name: string): string {
  if (typeof value === 'string' && value.trim()) return value;
  throw invalidOption(name, 'a non-empty string');
}

export function checkFunction(value: unknown, name: string): void {
  if (typeof value !== 'function') throw invalidOption(name, 'a function');
}

export function checkInteger(value: unknown, name: string, max: number): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max) return value as number;
  throw invalidOption(name, `a whole number from 1 to ${max}`);
}

export function parseHttpUrl(value: unknown): URL | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}
