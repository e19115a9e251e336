import { createSandbox } from '../../src/sandbox.ts';

/** Where the demo mints. */
export interface Provider {
  kind: 'sandbox' | 'platform';
  clientId: string;
  clientSecret: string;
  /** The API's address; undefined is the platform's own. */
  baseUrl?: string;
  endUserId: string;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The real platform where there are credentials for it, else a sandbox of our own. */
export async function openProvider(env: Environment, sandboxPort: number): Promise<Provider> {
  const { FISKIL_CLIENT_ID: clientId, FISKIL_CLIENT_SECRET: clientSecret, FISKIL_END_USER_ID: user } = env;
  if (!clientId !== !clientSecret) {
    throw new Error('Set both FISKIL_CLIENT_ID and FISKIL_CLIENT_SECRET, or neither.');
  }
  if (!clientId || !clientSecret) return startSandbox(sandboxPort, user);
  if (!user)
    throw new Error(
      'FISKIL_END_USER_ID is missing. Set it to the id of an end user that exists on the platform.',
    );
  const baseUrl = env['FISKIL_API_URL'];
  return {
    kind: 'platform',
    clientId,
    clientSecret,
    ...(baseUrl && { baseUrl }),
    endUserId: user,
    close: async () => {},
  };
}

async function startSandbox(port: number, endUserId = 'demo-user'): Promise<Provider> {
  const sandbox = createSandbox({ port });
  const baseUrl = await sandbox.listen().catch((error: Error) => {
    throw isTaken(error.cause) ? taken(port, '--sandbox-port') : error;
  });
  return {
    kind: 'sandbox',
    clientId: 'demo-client',
    clientSecret: 'demo-secret',
    baseUrl,
    endUserId,
    close: () => sandbox.close(),
  };
}

export function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
}

export function taken(port: number, flag: string): Error {
  return new Error(`Port ${port} is taken. Choose another with ${flag} (0 picks a free one).`);
}
