/** What stands behind `redirect_uri` and `cancel_uri`, as the demo's pages choose. */
export type CallbackStyle = 'script' | 'spa' | 'spa-page' | 'bare' | 'none';

/** The page of each, on the host page's own origin; `none` gives the provider no address at all. */
export const callbackPaths: Readonly<Record<CallbackStyle, string | undefined>> = {
  script: '/demo/callback.html',
  spa: '/',
  'spa-page': '/demo/spa.html',
  bare: '/demo/bare.html',
  none: undefined,
};

export function isCallbackStyle(value: string): value is CallbackStyle {
  return Object.hasOwn(callbackPaths, value);
}
