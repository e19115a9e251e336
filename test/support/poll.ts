import { expect, vi } from 'vitest';

type Poll = ReturnType<typeof expect.poll>;

/** `expect.poll`, for tests that run side by side: the original must know which of them asks. */
export function poll<T>(read: () => T | Promise<T>, { timeout = 10_000 }: { timeout?: number } = {}): Poll {
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
          { timeout, interval: 50 },
        ),
  });
}
