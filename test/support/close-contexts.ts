import { afterAll } from 'vitest';
import { browser } from './connect.ts';

/** What a test that failed has left open must not disturb the next file. */
afterAll(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});
