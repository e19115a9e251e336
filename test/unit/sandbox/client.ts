import type { Sandbox, SandboxMintInput, SandboxSessionInfo } from '../../../src/sandbox.ts';

export interface Answer {
  readonly status: number;
  /** Of no known shape: what a test asserts gives it one. */
  readonly json: ReturnType<typeof JSON.parse>;
  readonly headers: Headers;
}

/** An integrator's server, as it asks over HTTP. */
export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  delete(path: string): Promise<Answer>;
}

/** A body that is text is sent as it is. */
export async function ask(sandbox: Sandbox, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await sandbox.fetch(new Request(`${sandbox.origin}${path}`, init));
  const text = await response.text();
  return { status: response.status, json: text && JSON.parse(text), headers: response.headers };
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers };
}

export async function getToken(sandbox: Sandbox, clientId = 'app'): Promise<string> {
  const { json } = await ask(sandbox, '/v1/token', post({ client_id: clientId, client_secret: 'secret' }));
  return json.token;
}

/** A client that has a token, and asks for a version of the API or for none. */
export async function createClient(sandbox: Sandbox, version?: string): Promise<Client> {
  const own = {
    authorization: `Bearer ${await getToken(sandbox)}`,
    ...(version && { 'x-fiskil-version': version }),
  };
  return {
    get: (path, headers) => ask(sandbox, path, { headers: { ...own, ...headers } }),
    post: (path, body, headers) => ask(sandbox, path, post(body, { ...own, ...headers })),
    delete: (path) => ask(sandbox, path, { method: 'DELETE', headers: own }),
  };
}

/** A session from its minting to its end, without a browser. */
export function consent(sandbox: Sandbox, input: SandboxMintInput = {}): SandboxSessionInfo {
  return sandbox.giveConsent(sandbox.mint(input).session_id);
}
