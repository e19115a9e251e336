import { checkEach, isObject, isText, type OpenConsentOptions, type Rules } from './options.ts';

const RULES: Rules = {
  theme: ["'light', 'dark' or 'system'", (value) => ['light', 'dark', 'system'].includes(value as string)],
  texts: ['an object', isObject],
  lang: ['a language tag', isText],
  confirmClose: ['a boolean', (value) => typeof value === 'boolean'],
};

/**
 * Checks what the widget takes beyond the options of a flow.
 *
 * @throws ConsentError `invalid_option`, naming the option and what it takes.
 */
export function checkUiOptions(options: OpenConsentOptions): void {
  const ui = options?.ui;
  if (isObject(ui)) checkEach(ui, RULES, 'ui.');
}
