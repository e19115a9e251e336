/** Registers `<open-consent>`. Does nothing on a server, or if it is already registered. */
export function defineElement(element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get('open-consent')) return;
  customElements.define('open-consent', element);
}
