import { parseUrl } from './parse-url.ts';

/** One line of the settings table: what the command line, the form and the checks all go by. */
export interface SettingRow<T> {
  readonly group: string;
  readonly help: string;
  readonly initial: T;
  /** What `--fault NAME` without a value means. */
  readonly alone?: T;
  /** What it accepts, to end a sentence with. */
  readonly takes: string;
  /** The values to pick from, where there is a fixed choice. */
  readonly choices?: readonly string[];
  /** The value, from JSON or from text; undefined where it is not one. */
  read(value: unknown): T | undefined;
}

/** What every kind of row is told. */
interface Told<T> {
  readonly group: string;
  readonly help: string;
  readonly initial: T;
  readonly alone?: T;
}

export function choice<T extends string>(told: Told<T>, ...choices: T[]): SettingRow<T> {
  return {
    ...told,
    choices,
    takes: `one of ${choices.join(', ')}`,
    read: (value) => choices.find((one) => one === value),
  };
}

export function onOff(told: Told<boolean>): SettingRow<boolean> {
  return {
    ...told,
    choices: ['false', 'true'],
    takes: 'true or false',
    read: (value) => {
      if (value === true || value === 'true') return true;
      return value === false || value === 'false' ? false : undefined;
    },
  };
}

export function whole(told: Told<number>, unit: string, max: number): SettingRow<number> {
  return {
    ...told,
    takes: `a whole number of ${unit} from 0 to ${max}`,
    read: (value) => readWhole(value, max),
  };
}

export function offOrWhole(
  told: Told<'off' | number>,
  unit: string,
  max: number,
): SettingRow<'off' | number> {
  return {
    ...told,
    takes: `off, or a whole number of ${unit} from 0 to ${max}`,
    read: (value) => (value === 'off' ? 'off' : readWhole(value, max)),
  };
}

/** Printable ASCII: anything else, a line break above all, has no place in a header. */
const HEADER_VALUE = /^[\x20-\x7e]*$/;

export function header(told: Told<string>): SettingRow<string> {
  return {
    ...told,
    takes: 'a header value, or empty for no header',
    read: (value) => (typeof value === 'string' && HEADER_VALUE.test(value) ? value.trim() : undefined),
  };
}

export function address(told: Told<string>): SettingRow<string> {
  return {
    ...told,
    takes: 'an absolute http(s) URL without user and password, or empty for no URL',
    read: (value) => (value === '' || isAddress(value) ? value : undefined),
  };
}

function isAddress(value: unknown): value is string {
  const url = typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) ? parseUrl(value) : undefined;
  return url !== undefined && url.username === '' && url.password === '';
}

function readWhole(value: unknown, max: number): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return Number.isInteger(number) && (number as number) >= 0 && (number as number) <= max
    ? (number as number)
    : undefined;
}
