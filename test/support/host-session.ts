import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import type { AuthSessionJson } from '../../src/index.ts';
import { appendQuery } from '../../src/sandbox/result.ts';
import type { Sandbox, SandboxSettings } from '../../src/sandbox.ts';

/** Which page stands behind redirect_uri and cancel_uri. */
type CallbackStyle = 'script' | 'npm' | 'bare' | 'none';

/** What a test asks of `POST /session`. */
export interface SessionRequest {
  settings?: Partial<SandboxSettings>;
  callback?: CallbackStyle;
  institutionId?: string;
  delayMs?: number;
  status?: number;
  /** A query to put on the redirect address beforehand. */
  query?: string;
  hash?: string;
  /** The path of the callback page, where it is none of the usual ones. */
  home?: string;
  /**
   * Another `auth_url`: `{other}` stands for this server by its other name, `{dead}` for a port where nobody listens,
   * and in its query `{auth}` for the address that the session had.
   */
  authUrl?: string;
  /** What is answered instead of a session. */
  body?: string;
  /** Gives every request the same session. */
  same?: boolean;
  /** Names the flow, as `toHandler()` does. */
  named?: boolean;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** A session and the callback address that was asked for with it. */
export interface Minted {
  sessionId: string;
  home: string;
}

/**
 * The endpoint that gives sessions, with every fault that a test asks of it.
 * Calls `onMinted` with each new session.
 */
export function createMint(sandbox: Sandbox, onMinted: (minted: Minted) => void = () => {}): Answer {
  let first: SessionJson | undefined;
  return async (request, response, url) => {
    const body = await textOf(request);
    const asked = JSON.parse(url.searchParams.get('ask') ?? '{}') as SessionRequest;
    const flowId = asked.named ? flowIdOf(body) : undefined;
    if (asked.delayMs) await new Promise((later) => setTimeout(later, asked.delayMs));
    // Nobody waits any more, and a late session would be taken for that of the test which runs by then.
    if (response.destroyed) return;
    const session = (asked.same && first) || (await mintOne(asked, url, flowId));
    first ??= session;
    response.writeHead(asked.status ?? 200, { 'content-type': 'application/json' });
    response.end(asked.body ?? JSON.stringify(session));
  };

  async function mintOne(asked: SessionRequest, url: URL, flowId?: string): Promise<SessionJson> {
    const home = homeOf(asked, url, flowId);
    const session = sandbox.mint({
      ...(asked.callback !== 'none' && { redirectUri: home, cancelUri: home }),
      ...(asked.institutionId && { institutionId: asked.institutionId }),
      ...(asked.settings && { settings: asked.settings }),
    });
    onMinted({ sessionId: session.session_id, home });
    return {
      ...session,
      ...(flowId && { flow_id: flowId }),
      ...(asked.authUrl && { auth_url: await fillIn(asked.authUrl, session, url) }),
    };
  }
}

type SessionJson = AuthSessionJson & { flow_id?: string };

function flowIdOf(body: string): string | undefined {
  return body ? (JSON.parse(body) as SessionJson).flow_id : undefined;
}

function homeOf(asked: SessionRequest, { origin }: URL, flowId: string | undefined): string {
  const { callback = 'script', query = '', hash = '' } = asked;
  const home = `${origin}${asked.home ?? `/callback-${callback}`}${query}${hash}`;
  return flowId ? appendQuery(home, `consent_flow=${encodeURIComponent(flowId)}`) : home;
}

async function fillIn(address: string, { auth_url }: AuthSessionJson, { port }: URL): Promise<string> {
  const dead = address.includes('{dead}') ? `http://127.0.0.1:${await freePort()}` : '';
  return address
    .replace('{other}', `http://127.0.0.1:${port}`)
    .replace('{dead}', dead)
    .replace(encodeURIComponent('{auth}'), encodeURIComponent(auth_url));
}

/** A port where nobody listens: the browsers refuse the well-known ones without asking. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

export async function textOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
