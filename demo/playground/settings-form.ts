import { parseCallbackUrl } from '../../src/protocol.ts';
import { readQuery, toQuery } from './address.ts';
import { modeFields, settingFields } from './setting-fields.ts';
import { defaults, settingNames, settings, type Values } from './settings.ts';
import { keep, recall } from './tab-store.ts';

/** The settings, as the form on the page holds them. */
export interface SettingsForm {
  readonly values: Values;
  /** Sets all of them, as a scenario does. */
  set(values: Values): void;
  /** Calls `listener` now, and on every change. */
  watch(listener: (values: Values) => void): void;
  /** What was wrong in the address. */
  readonly problems: readonly string[];
}

/**
 * Fills the form, from the address or else from what the tab keeps (a callback address has no room for settings), and
 * keeps the address in step with it: it is the link to share.
 */
export function createSettingsForm(form: HTMLFormElement, modes: HTMLElement): SettingsForm {
  form.prepend(...settingFields());
  modes.append(...modeFields());
  const given = parseCallbackUrl(location.href) ? undefined : readQuery(location.search);
  write(form, given?.values ?? { ...defaults, ...keptValues() });
  const listeners: ((values: Values) => void)[] = [];
  const changed = () => {
    const values = read(form);
    keep('settings', values);
    showInAddress(values);
    for (const listener of listeners) listener(values);
  };
  for (const part of [form, modes]) part.addEventListener('input', changed);
  // A form that is reset has its new values only after the event.
  form.addEventListener('reset', () => setTimeout(() => write(form, defaults, changed)));
  return {
    get values() {
      return read(form);
    },
    set: (values) => write(form, values, changed),
    watch(listener) {
      listeners.push(listener);
      listener(read(form));
    },
    problems: given?.problems ?? [],
  };
}

function read(form: HTMLFormElement): Values {
  const data = new FormData(form);
  const entries = settingNames.map((name) => {
    const value = String(data.get(name) ?? '');
    return [name, data.has(name) && settings[name].accepts(value) ? value : settings[name].initial];
  });
  return Object.fromEntries(entries) as Values;
}

function write(form: HTMLFormElement, values: Values, then?: () => void): void {
  for (const name of settingNames) {
    const field = form.elements.namedItem(name);
    if (
      field instanceof RadioNodeList ||
      field instanceof HTMLInputElement ||
      field instanceof HTMLSelectElement
    )
      field.value = values[name];
  }
  then?.();
}

function keptValues(): Partial<Values> {
  const kept = recall('settings');
  if (typeof kept !== 'object' || kept === null) return {};
  const usable = Object.entries(kept).filter(
    ([name, value]) => Object.hasOwn(settings, name) && settings[name as keyof Values].accepts(String(value)),
  );
  return Object.fromEntries(usable);
}

function showInAddress(values: Values): void {
  const query = toQuery(values);
  const address = `${location.pathname}${query && `?${query}`}${location.hash}`;
  history.replaceState(history.state, '', address);
}
