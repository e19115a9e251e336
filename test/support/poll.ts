import { expect, vi } from 'vitest';

type Poll = ReturnType<typeof expect.poll>;

/** How long a test waits for something that may never come. Generous, because a busy machine is slow. */
export const PATIENCE_MS = 90_000;

/** `expect.poll`, for tests that run side by side: the original must know which of them asks. */
export function poll<T>(read: () => T | Promise<T>): Poll {
  return new Proxy({} as Poll, {
    get:
      (_, matcher) =>
      (...wanted: unknown[]) =>
        vi.waitFor(
          async () => {
            const assertion = expect(await read()) as unknown as Record<
              PropertyKey,
              (...args: unknown[]) => void
            >;
            assertion[matcher]?.(...wanted);
          },
          { timeout: PATIENCE_MS, interval: 50 },
        ),
  });
}
