import type { Page } from '../browser/page.ts';
import type { LaunchMode, LaunchModeOption } from '../model/launch-mode.ts';

/**
 * Where windows are tabs, or leave the app, a redirect is the better way; but not in a frame of another page, which it
 * would navigate. An iframe only when asked for.
 */
const REDIRECT_BETTER = '(pointer: coarse), (display-mode: standalone)';

export function chooseMode(option: LaunchModeOption | undefined, page: Page): LaunchMode {
  if (option && option !== 'auto') return option;
  return !page.framed && page.matches(REDIRECT_BETTER) ? 'redirect' : 'popup';
}
