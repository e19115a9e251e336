import type { AuthUrl } from '../protocol/auth-url.ts';

/** One way to put the provider's pages before the user. Each is used once: a reopened window is a new launcher. */
export interface Launcher {
  /** Runs inside the click. False where the browser refused the window. */
  open(): boolean;
  /** Sends the user to the provider. */
  navigate(url: AuthUrl): void;
  /** The window whose messages count, once there is one. */
  target(): Window | null | undefined;
  /** Whether the window says that it is closed, or the frame is out of the page. */
  gone(): boolean;
  /** Its address, while that is on the host page's own origin: the way home that needs no code on the callback page. */
  address(): string | undefined;
  /** Whether the user is seen to be at work in it. */
  busy(): boolean;
  focus(): void;
  /** `linger`: out of sight at once, but still able to deliver what it had already said. */
  close(linger: boolean): void;
}

/** The address of a window that is on our own origin; reading any other throws. */
export function readAddress(win: Window | null | undefined): string | undefined {
  try {
    const { href, origin } = (win as Window).location;
    return origin === 'null' ? undefined : href;
  } catch {
    return undefined;
  }
}
