import { checkOptions, isObject, isText, type OpenConsentOptions, type Rule } from './options.ts';

const RULES: readonly Rule[] = [
  [
    "'light', 'dark' or 'system'",
    (value) => ['light', 'dark', 'system'].includes(value as string),
    'ui.theme',
  ],
  ['an object', isObject, 'ui.texts'],
  ['a language tag', isText, 'ui.lang'],
  ['a boolean', (value) => typeof value === 'boolean', 'ui.confirmClose'],
];

/**
 * Checks what the widget takes beyond the options of a flow.
 *
 * @throws ConsentError `invalid_option`, naming the option and what it takes.
 */
export function checkUiOptions(options: OpenConsentOptions): void {
  checkOptions(options, RULES);
}
