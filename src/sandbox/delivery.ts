import { resultMessage } from './message.ts';
import type { SessionResult } from './result.ts';
import type { SandboxSettings } from './settings.ts';

/** What the last page does, in this order, in one task. */
export interface Delivery {
  readonly message?: object;
  readonly close: boolean;
  readonly next?: string;
  /** Where a link leads that opens another tab; the page itself stays. */
  readonly newTab?: string;
}

export function deliveryOf(result: SessionResult, settings: SandboxSettings, origin: string): Delivery {
  const { home, closeAtEnd } = settings;
  const posts = home === 'both' || home === 'message';
  const returns = home === 'both' || home === 'callback';
  return {
    ...(posts && { message: resultMessage(result, settings, origin) }),
    close: closeAtEnd,
    ...(returns && result.callback && { next: result.callback }),
    ...(home === 'new_tab' && result.callback && { newTab: result.callback }),
  };
}
