import type { UiOptions } from '../model/options.ts';
import type { Texts } from '../model/texts.ts';
import { styleSheet } from './style.ts';

/**
 * The one element of the widget on the page, and the shadow root that all of it is drawn in.
 *
 * @param parent as a rule not the body: what a page does to that (zoom, filters, `inert`) would be done to the widget.
 */
export function createHost(
  parent: Element,
  { lang, dir }: Texts,
  theme: UiOptions['theme'] = 'system',
): { host: HTMLElement; root: ShadowRoot } {
  const host = parent.ownerDocument.createElement('div');
  Object.assign(host, { className: 'open-consent', lang, dir });
  host.dataset['theme'] = theme;
  // Inline and important, its style wins over any rule of the page's.
  host.style.cssText = 'all:initial !important;display:contents !important';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet(theme)];
  parent.append(host);
  return { host, root };
}
