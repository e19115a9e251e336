import { getEventListeners } from 'node:events';

/** An event target that can say which listeners it has. */
export class CountedTarget extends EventTarget {
  readonly #types = new Set<string>();

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.#types.add(args[0]);
    super.addEventListener(...args);
  }

  /** The types that are listened to, one for each listener. */
  static listenersOf(target: CountedTarget): string[] {
    return [...target.#types].flatMap((type) => getEventListeners(target, type).map(() => type));
  }
}

/** An event with the fields of its kind; Node's own `MessageEvent` takes no window as its source. */
export function makeEvent(type: string, fields: object = {}): Event {
  return Object.defineProperties(
    new Event(type),
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, enumerable: true }])),
  );
}

export function securityError(says: string): DOMException {
  return new DOMException(says, 'SecurityError');
}
