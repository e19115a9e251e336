import { pageState } from '../browser/page-state.ts';

/** When all the scripts of the page have run, the `async` ones too. One listener serves all elements of a page. */
export function whenLoaded(): Promise<void> {
  return pageState(
    window,
    'loaded',
    () =>
      new Promise<void>((loaded) => {
        if (document.readyState === 'complete') loaded();
        else window.addEventListener('load', () => loaded(), { once: true });
      }),
  );
}
