import type { Engine } from '../row.ts';
import type { StartBrowser } from './browser.ts';
import { startChromium, startFirefox } from './puppeteer.ts';
import { startWebkit } from './webkit.ts';

export const engines: Record<Engine, StartBrowser> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebkit,
};
