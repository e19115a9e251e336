import type { SandboxApiVersion } from './api-version.ts';
import type { SandboxLogEntry } from './log.ts';
import type { SandboxSettings } from './settings.ts';

/** What {@link createSandbox} takes. Any other name is refused. */
export interface SandboxOptions {
  /** The port to listen on; 0 takes any free one. Default 4100. */
  port?: number;
  /**
   * An IP address of this machine, or `localhost`. Default `127.0.0.1`, which to a browser is another site than
   * `localhost`. Any address other than loopback opens the sandbox to the network. With `0.0.0.0`, for containers,
   * `auth_url` and {@link Sandbox.origin} use `127.0.0.1`, so publish the port under the same number.
   */
  host?: string;
  /**
   * Host names that requests may use, without scheme and port, for example `['sandbox']` for a container of that name.
   * Always allowed: `localhost`, `*.localhost`, `127.*`, `[::1]`, and `host` if it is a single address. Any other
   * `Host` is answered with 403, because a web page could use it to reach the sandbox (DNS rebinding).
   */
  allowedHosts?: readonly string[];
  /** The only client id that gets a token. Default: any. */
  clientId?: string;
  /** The only client secret that gets a token. Default: any. */
  clientSecret?: string;
  /** The account's pin: the API version for requests without `X-Fiskil-Version`. Default `v2`. */
  apiVersion?: SandboxApiVersion;
  /**
   * Whether sessions are minted only for end users that were created (`POST /v1/end-users`, `createEndUser()`), as on
   * the platform. Default `false`: any id works.
   */
  strict?: boolean;
  /** The webhook signing secret, in base64. Default: see {@link Sandbox.webhookSecret}. */
  webhookSecret?: string;
  /** Settings of every session, `webhookUrl` among them. */
  settings?: Partial<SandboxSettings>;
  /** Called with everything that happens. Holds no secrets, tokens or queries. */
  log?: (entry: SandboxLogEntry) => void;
  /** The clock, in Unix milliseconds. Default `Date.now`. */
  now?: () => number;
}

export const OPTION_NAMES: readonly (keyof SandboxOptions)[] = [
  'port',
  'host',
  'allowedHosts',
  'clientId',
  'clientSecret',
  'apiVersion',
  'strict',
  'webhookSecret',
  'settings',
  'log',
  'now',
];
