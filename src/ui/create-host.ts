import type { UiOptions } from '../model/options.ts';
import type { Texts } from '../model/texts.ts';
import { styleSheet } from './style.ts';

/**
 * Creates the only element of the widget on the page, and the shadow root that holds the UI.
 *
 * @param parent usually not the body, because the page's zoom, filters or `inert` on the body would apply to the
 * widget.
 */
export function createHost(
  parent: Element,
  { lang, dir }: Texts,
  theme: UiOptions['theme'] = 'system',
): { host: HTMLElement; root: ShadowRoot } {
  const host = parent.ownerDocument.createElement('div');
  Object.assign(host, { className: 'open-consent', lang, dir });
  host.dataset['theme'] = theme;
  // An inline style with `!important` overrides every rule of the page.
  host.style.cssText = 'all:initial !important;display:contents !important';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styleSheet(theme)];
  parent.append(host);
  return { host, root };
}
