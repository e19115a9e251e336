import type { AuthUrl } from '../protocol/auth-url.ts';

/**
 * One window, frame or redirect that shows the provider's pages. It is created inside the click and used once. A
 * reopened window is another launcher.
 */
export interface Launcher {
  /** Sends the user to the provider. */
  navigate(url: AuthUrl, flowId: string): void;
  /** The window whose messages count, if there is one. */
  target?(): Window | null;
  /** Whether the window reports that it is closed, or the frame was removed from the page. */
  gone(): boolean;
  /** How many pages a frame has loaded. */
  loads?(): number;
  /** Whether the user is active in the frame. */
  busy?(): boolean;
  focus?(): void;
  /**
   * `linger`: hide it at once, but let it deliver messages that it has already posted. `coming`: the provider has
   * reported a result, and may be sending the user to the callback page just now.
   */
  close(linger: boolean, coming: boolean): void;
}
