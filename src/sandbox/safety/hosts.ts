import { parseUrl } from '../parse-url.ts';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const NAME = /^([a-z\d]([a-z\d._-]*[a-z\d])?|\[[\da-f:.]+\])$/i;

/** @throws Error for an entry with a scheme, a port or a path. Only names are compared. */
export function checkAllowedHosts(hosts: readonly string[]): ReadonlySet<string> {
  for (const host of hosts) {
    if (typeof host === 'string' && NAME.test(host)) continue;
    const given = JSON.stringify(host);
    throw new Error(
      `allowedHosts must be names without scheme and port (sandbox, 192.168.1.5), not ${given}`,
    );
  }
  return new Set(hosts.map((host) => host.toLowerCase()));
}

/**
 * Whether a request is meant for this machine. An attacker can point his own domain at 127.0.0.1 (DNS rebinding). The
 * browser then treats his page and the sandbox as one origin, and only `Host` shows the difference.
 */
export function isAllowedHost(host: string, allowed: ReadonlySet<string>): boolean {
  const name = hostName(host);
  return name !== undefined && (LOOPBACK.test(name) || allowed.has(name));
}

/** The name without the port, normalised by the URL parser. */
function hostName(host: string): string | undefined {
  return /^[^@/?#\\]+$/.test(host) ? parseUrl(`http://${host}/`)?.hostname : undefined;
}
