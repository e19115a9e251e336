import type { Page } from '../browser/page.ts';
import type { LaunchMode, LaunchModeOption } from '../model/launch-mode.ts';

/**
 * A redirect is better if a window would be a tab, or would leave the installed app. It is not used inside a frame,
 * because it would navigate that frame. An iframe is used only on request.
 */
const REDIRECT_BETTER = '(pointer: coarse), (display-mode: standalone)';

export function chooseMode(option: LaunchModeOption | undefined, page: Page): LaunchMode {
  if (option && option !== 'auto') return option;
  return !page.framed && page.matches(REDIRECT_BETTER) ? 'redirect' : 'popup';
}
