import type { AuthUrl } from '../protocol/auth-url.ts';

/**
 * One way to put the provider's pages before the user, already under way: made inside the click, used once. A reopened
 * window is another launcher.
 */
export interface Launcher {
  /** Sends the user to the provider, for that flow. */
  navigate(url: AuthUrl, flowId: string): void;
  /** The window whose messages count, once there is one. */
  target?(): Window | null;
  /** Whether the window says that it is closed, or the frame is out of the page. */
  gone(): boolean;
  /** How many pages a frame has loaded. */
  loads?(): number;
  /** Whether the user is seen to be at work in it. */
  busy?(): boolean;
  focus?(): void;
  /**
   * `linger`: out of sight at once, but still able to deliver what it had already said. `coming`: the provider has had
   * its word, and may be sending the user home just now.
   */
  close(linger: boolean, coming: boolean): void;
}
