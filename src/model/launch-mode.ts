/** How the provider's pages are opened. */
export type LaunchMode = 'redirect' | 'popup' | 'iframe';

export const LAUNCH_MODES: readonly LaunchMode[] = ['redirect', 'popup', 'iframe'];

/**
 * A launch mode, or `auto`: `redirect` on touch devices and in installed apps, otherwise `popup`. Inside a frame `auto`
 * is always `popup`.
 */
export type LaunchModeOption = LaunchMode | 'auto';
