/** Registers `<open-consent>`. Does nothing on a server, or where it has been done already. */
export function defineElement(element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined' || customElements.get('open-consent')) return;
  customElements.define('open-consent', element);
}
