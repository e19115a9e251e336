import {
  checkEach,
  isObject,
  isText,
  type OpenConsentOptions,
  type Rules,
  type UiOptions,
} from './options.ts';

const RULES: Rules = {
  theme: ["'light', 'dark' or 'system'", (value) => ['light', 'dark', 'system'].includes(value as string)],
  texts: ['an object', isObject],
  lang: ['a language tag', isText],
  confirmClose: ['a boolean', (value) => typeof value === 'boolean'],
};

/**
 * Checks the options of the widget's UI. Returns those that are given, or `false` if the UI is off.
 *
 * @throws ConsentError `invalid_option`; the message names the option and the values it accepts.
 */
export function checkUiOptions(options: OpenConsentOptions): UiOptions | false {
  const ui = options?.ui;
  return ui !== false && checkEach(ui, RULES, 'ui.');
}
