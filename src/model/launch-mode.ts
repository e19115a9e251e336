/** How the provider's pages are opened. */
export type LaunchMode = 'redirect' | 'popup' | 'iframe';

export const LAUNCH_MODES: readonly LaunchMode[] = ['redirect', 'popup', 'iframe'];

/** `auto` takes `redirect` on touch devices and in installed apps, else `popup`. */
export type LaunchModeOption = LaunchMode | 'auto';
