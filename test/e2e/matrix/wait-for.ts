const LOOK_MS = 25;
/** The longest that anything here takes, on a busy machine. */
const LIMIT_MS = 60_000;

/**
 * Looks again until it is so: a window manager sends no events to whoever is not a program of its screen, and a driver
 * none for what it does not drive. Throws what it waited for when that has taken too long.
 */
export async function waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited ${LIMIT_MS} ms for ${what}`);
    await new Promise((later) => setTimeout(later, LOOK_MS));
  }
}
