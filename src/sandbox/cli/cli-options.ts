/// <reference types="node" />
import { parseArgs } from 'node:util';
import { isApiVersion } from '../api-version.ts';
import { findFault } from '../faults.ts';
import { describeProblems, readSettings } from '../read-settings.ts';
import type { SandboxOptions } from '../sandbox-options.ts';

export interface CliOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly sandbox: SandboxOptions;
}

/** @throws Error with one clear line for a flag or a value that is not one. */
export function readCliOptions(args: readonly string[]): CliOptions {
  const flags = parse(args);
  const { host, 'allow-host': allowedHosts, 'webhook-secret': webhookSecret } = flags;
  return {
    help: flags.help ?? false,
    json: flags.json ?? false,
    sandbox: {
      port: readPort(flags.port),
      ...(host !== undefined && { host }),
      ...(allowedHosts && { allowedHosts }),
      ...readVersion(flags['api-version']),
      strict: flags.strict ?? false,
      ...(webhookSecret !== undefined && { webhookSecret }),
      settings: readFlagSettings(flags),
    },
  };
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
      host: { type: 'string' },
      'allow-host': { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      'expires-in': { type: 'string' },
      dialect: { type: 'string' },
      reload: { type: 'string' },
      'api-version': { type: 'string' },
      strict: { type: 'boolean' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values;
}

function readFlagSettings(flags: Flags): NonNullable<SandboxOptions['settings']> {
  const { settings, problems } = readSettings({
    expiresIn: flags['expires-in'],
    dialect: flags.dialect,
    reload: flags.reload,
    webhookUrl: flags['webhook-url'],
    ...Object.fromEntries((flags.fault ?? []).map(readFault)),
  });
  const wrong = describeProblems(problems);
  if (wrong) throw new Error(wrong);
  return settings;
}

/** `name=value`, the name of a setting for its usual fault, or an ending alone. */
function readFault(fault: string): [string, unknown] {
  const [name = '', ...value] = fault.split('=');
  if (value.length > 0) return [name, value.join('=')];
  const found = findFault(name);
  if (found) return [found.name, found.value];
  throw new Error(`--fault ${name} is neither a setting nor an ending. See --help`);
}

function readVersion(version: string | undefined): Pick<SandboxOptions, 'apiVersion'> {
  if (version === undefined) return {};
  if (isApiVersion(version)) return { apiVersion: version };
  throw new Error('--api-version must be v1, v2 or v3');
}

function readPort(port = '4100'): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (number >= 0 && number <= 65_535) return number;
  throw new Error('--port must be a whole number from 0 (any free port) to 65535');
}
