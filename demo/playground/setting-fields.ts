import { element } from './element.ts';
import type { Setting } from './setting-kinds.ts';
import { type SettingName, settings } from './settings.ts';

const GROUPS: readonly (readonly [id: string, title: string, names: readonly SettingName[]])[] = [
  ['group-page', 'Your pages', ['callback', 'server', 'status', 'blocker']],
  [
    'group-provider',
    'Provider (sandbox only)',
    ['ending', 'faults', 'autopilot', 'delayMs', 'expiresIn', 'coop', 'framing', 'home', 'dialect'],
  ],
  ['group-widget', 'Widget', ['panels', 'theme', 'lang', 'label', 'confirmClose', 'ready']],
];

/** A labelled field for every setting but the mode, which is beside the button. */
export function settingFields(): HTMLFieldSetElement[] {
  return GROUPS.map(([id, title, names]) =>
    element('fieldset', { id, class: 'group' }, element('legend', {}, title), ...names.map(field)),
  );
}

export function modeFields(): HTMLElement[] {
  const { choices = [] } = settings.mode;
  return choices.map(([value, name]) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name: 'mode', value, form: 'choices' }),
      element('span', {}, name),
    ),
  );
}

function field(name: SettingName): HTMLElement {
  const setting = settings[name];
  const { label, hint } = setting;
  const input = control(name, setting);
  const parts: Node[] = [element('label', { for: name }, label), input];
  if (hint) {
    input.setAttribute('aria-describedby', `${name}-hint`);
    parts.push(element('small', { id: `${name}-hint` }, hint));
  }
  return element('div', { class: 'field' }, ...parts);
}

function control(name: SettingName, { choices, greatest, longest = 0 }: Setting): HTMLElement {
  if (choices) return element('select', { id: name, name }, ...choices.map(toOption));
  if (greatest === undefined)
    return element('input', {
      id: name,
      name,
      type: 'text',
      maxlength: longest,
      autocomplete: 'off',
      dir: 'auto',
    });
  return element('input', { id: name, name, type: 'number', min: 0, max: greatest, required: true });
}

function toOption([value, name]: readonly [string, string]): HTMLOptionElement {
  return element('option', { value }, name);
}
