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
 * Checks what the widget takes beyond the options of a flow. Returns what is given, or `false` where nothing is drawn.
 *
 * @throws ConsentError `invalid_option`; the message names the option and the values it accepts.
 */
export function checkUiOptions(options: OpenConsentOptions): UiOptions | false {
  const ui = options?.ui;
  return ui !== false && checkEach(ui, RULES, 'ui.');
}
