import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { PATIENCE_MS } from './poll.ts';

/**
 * The Chromium that all browser tests share: one connection for each worker, whose contexts no other worker sees. It ends
 * with the worker.
 */
export const browser: Browser = await chromium.connect(inject('chromium').address);

// Playwright waits 30 seconds for anything, and a busy machine may need longer.
const newContext = browser.newContext.bind(browser);
browser.newContext = async (options) => {
  const context = await newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
};
