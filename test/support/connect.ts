import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

/**
 * The Chromium that all browser tests share: one connection for each worker, whose contexts no other worker sees. It ends
 * with the worker.
 */
export const browser: Browser = await chromium.connect(inject('chromium').address);
