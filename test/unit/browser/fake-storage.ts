/** `Storage` as far as the library goes; like the real one, its keys are its own and its methods are not. */
export class FakeStorage {
  [key: string]: unknown;

  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }

  setItem(key: string, value: string): void {
    this[key] = String(value);
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

/** A storage that is there, and full. */
export class FullStorage extends FakeStorage {
  override setItem(): void {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  }
}

/** A window as far as a store looks at it. */
export function windowWith(localStorage: unknown, sessionStorage: unknown = new FakeStorage()): Window {
  return { localStorage, sessionStorage } as unknown as Window;
}

/** A window that refuses its storage as sandboxed frames and privacy settings do: at the very look. */
export function windowThatRefuses(): Window {
  const refuse = (): never => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  return Object.defineProperties({} as Window, {
    localStorage: { get: refuse },
    sessionStorage: { get: refuse },
  });
}
