import { createSandbox } from '../create-sandbox.ts';
import { isOpen } from '../listen.ts';
import { printable } from '../safety/printable.ts';
import { cliHelp } from './cli-help.ts';
import { type CliOptions, readCliOptions } from './cli-options.ts';
import { logLine } from './log-line.ts';

/** What a run of the command line has to do with the world. */
export interface CliWorld {
  out(line: string): void;
  err(line: string): void;
  /** Resolves when the sandbox shall stop. */
  readonly stopped: Promise<void>;
}

/** Runs until it is stopped, or until something is wrong; gives the exit code. */
export async function runCli(args: readonly string[], world: CliWorld): Promise<0 | 1> {
  try {
    const options = readCliOptions(args);
    if (options.help) world.out(cliHelp());
    else await serve(options, world);
    return 0;
  } catch (error) {
    world.err(`open-consent-sandbox: ${printable(error instanceof Error ? error.message : String(error))}`);
    return 1;
  }
}

async function serve({ sandbox: options, json }: CliOptions, { out, err, stopped }: CliWorld): Promise<void> {
  const sandbox = createSandbox({
    ...options,
    log: (entry) => out(json ? JSON.stringify(entry) : logLine(entry)),
  });
  const origin = await sandbox.listen();
  if (!json) out(`Mint with POST ${origin}/v1/auth/session. See sessions and set faults at ${origin}/`);
  if (isOpen(options.host))
    err('open-consent-sandbox: this --host lets everybody on the network use the sandbox');
  await stopped;
  await sandbox.close();
}
