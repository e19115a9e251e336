import type { AuthSessionJson } from '../model/auth-session.ts';
import { createApp } from './app.ts';
import type { SandboxContext } from './context.ts';
import { listSessions } from './control-routes.ts';
import { checkAddress, type Listening, listen, originOf } from './listen.ts';
import type { SandboxLogEntry } from './log.ts';
import { mintSession, type SandboxMintInput } from './mint.ts';
import { createPause } from './pause.ts';
import { describeProblems, initialSettings, readSettings } from './read-settings.ts';
import type { SandboxSessionInfo } from './session.ts';
import type { SandboxSettings } from './settings.ts';
import { createStore } from './store.ts';

/** What {@link createSandbox} takes. */
export interface SandboxOptions {
  /** The port to listen on; 0 takes any free one. Default 4100. */
  port?: number;
  /** A loopback address. Default `127.0.0.1`, which is another site than `localhost`. */
  host?: string;
  /** The only client id that gets a token. Default: any. */
  clientId?: string;
  /** The only client secret that gets a token. Default: any. */
  clientSecret?: string;
  /** What every session starts from. */
  settings?: Partial<SandboxSettings>;
  /** Called with everything that happens. Holds no secrets, tokens or queries. */
  log?: (entry: SandboxLogEntry) => void;
  /** The clock, in Unix milliseconds. Default `Date.now`. */
  now?: () => number;
}

/** A local provider: the API that mints auth sessions, and the hosted pages behind `auth_url`. */
export interface Sandbox {
  /** Where it listens; before that, where it is going to. */
  readonly origin: string;
  /** Starts to listen and gives the origin. Rejects with a plain message where the port is taken. */
  listen(): Promise<string>;
  /** Stops, and drops the connections that are still open. */
  close(): Promise<void>;
  /** The same application without a socket. */
  fetch(request: Request): Promise<Response>;
  /** Mints a session without HTTP. Throws an Error that says what is wrong with the input. */
  mint(input?: SandboxMintInput): AuthSessionJson;
  /** Every session there was, oldest first. */
  sessions(): SandboxSessionInfo[];
}

/**
 * Makes a sandbox. Nothing listens before `listen()`.
 *
 * @throws Error for an option that cannot be: a host that is not loopback, an unknown setting.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const address = { host: options.host ?? '127.0.0.1', port: options.port ?? 4100 };
  checkAddress(address);
  let origin = originOf(address);
  let running: Promise<Listening> | undefined;
  const context = createContext(options, () => origin);
  const app = createApp(context);
  const fetch = async (request: Request) => app.fetch(request);

  const start = async () => {
    const listening = await listen(fetch, address);
    origin = listening.origin;
    context.log({ type: 'listening', origin });
    return listening;
  };
  const stop = () => {
    const started = running;
    running = undefined;
    context.pause.wakeAll();
    return started?.then(
      (listening) => listening.close(),
      () => {},
    );
  };

  return {
    get origin() {
      return origin;
    },
    async listen() {
      running ??= start();
      // A start that failed is forgotten, so that the next call tries again.
      running.catch(stop);
      return (await running).origin;
    },
    async close() {
      await stop();
    },
    fetch,
    mint: (input = {}) => mintSession(context, input, options.clientId ?? 'sandbox-client'),
    sessions: () => listSessions(context),
  };
}

function createContext(options: SandboxOptions, origin: () => string): SandboxContext {
  const { settings, problems } = readSettings(options.settings ?? {});
  const wrong = describeProblems(problems);
  if (wrong) throw new Error(`settings: ${wrong}`);
  const { clientId, clientSecret, now = Date.now, log } = options;
  return {
    store: createStore(),
    defaults: { ...initialSettings(), ...settings },
    ...(clientId !== undefined && { clientId }),
    ...(clientSecret !== undefined && { clientSecret }),
    pause: createPause(),
    now,
    origin,
    log: (event) => log?.({ at: now(), ...event }),
  };
}
