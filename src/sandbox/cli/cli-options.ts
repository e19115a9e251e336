/// <reference types="node" />
import { parseArgs } from 'node:util';
import { findFault } from '../faults.ts';
import { describeProblems, readSettings } from '../read-settings.ts';
import type { SandboxSettings } from '../settings.ts';

export interface CliOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly port: number;
  readonly settings: Partial<SandboxSettings>;
}

/** @throws Error with one clear line for a flag or a value that is not one. */
export function readCliOptions(args: readonly string[]): CliOptions {
  const flags = parse(args);
  const given = {
    ...Object.fromEntries((flags.fault ?? []).map(readFault)),
    expiresIn: flags['expires-in'],
    dialect: flags.dialect,
    reload: flags.reload,
  };
  const { settings, problems } = readSettings(given);
  const wrong = describeProblems(problems);
  if (wrong) throw new Error(wrong);
  return { help: flags.help ?? false, json: flags.json ?? false, port: readPort(flags.port), settings };
}

type Flags = ReturnType<typeof parseFlags>;

function parse(args: readonly string[]): Flags {
  try {
    return parseFlags(args);
  } catch (error) {
    // What follows the first sentence is advice about positional arguments, which there are none of.
    const [sentence = ''] = (error instanceof Error ? error.message : '').split('. ');
    throw new Error(`${sentence.replace(/\.$/, '')}. See --help`, { cause: error });
  }
}

function parseFlags(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      fault: { type: 'string', multiple: true },
      'expires-in': { type: 'string' },
      dialect: { type: 'string' },
      reload: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values;
}

/** `name=value`, the name of a setting for its usual fault, or an ending alone. */
function readFault(fault: string): [string, unknown] {
  const [name = '', ...value] = fault.split('=');
  if (value.length > 0) return [name, value.join('=')];
  const found = findFault(name);
  if (found) return [found.name, found.value];
  throw new Error(`--fault ${name} is neither a setting nor an ending. See --help`);
}

function readPort(port = '4100'): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (number >= 0 && number <= 65_535) return number;
  throw new Error('--port takes a whole number from 0 (any free port) to 65535');
}
