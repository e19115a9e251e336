import { ConsentError } from '../model/consent-error.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import { checkOptions, invalidOption, type OpenConsentOptions, unknownOptions } from '../model/options.ts';
import { isLoopbackPage } from '../protocol/auth-url.ts';
import { chooseMode } from './choose-mode.ts';
import { cancel, cancelled, type Flow, fail, settle } from './flow.ts';
import { openSession } from './mint.ts';
import { begin, reopen, retry } from './open.ts';
import type { Ports } from './ports.ts';
import { createProgress } from './progress.ts';
import { hear } from './signals.ts';
import { onBeat, onRefusal } from './watch.ts';

/**
 * Starts a flow. Call it inside the user's click: the window opens before anything is awaited.
 *
 * @param interactive whether a UI will offer the user another try where one can help.
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` of a session given as a value.
 */
export function createFlow(options: OpenConsentOptions, ports: Ports, interactive: boolean): Flow {
  check(options, ports.page.origin);
  const flow = newFlow({ ...options }, ports, interactive);
  start(flow);
  return flow;
}

function check(options: OpenConsentOptions, pageOrigin: string): void {
  checkOptions(options);
  const { session, mode, container, allowedOrigins } = options;
  if (mode === 'iframe' && !container)
    throw invalidOption('container', 'an element, in iframe mode without the dialog');
  if (typeof session !== 'function') checkSession(session, pageOrigin, allowedOrigins);
  if (!isLoopbackPage(pageOrigin)) return;
  for (const key of unknownOptions(options)) console.warn(`open-consent: there is no option "${key}"`);
}

function checkSession(session: unknown, pageOrigin: string, allowedOrigins?: readonly string[]): void {
  try {
    openSession(session, { pageOrigin, allowedOrigins });
  } catch (error) {
    const { code, message } = error as ConsentError;
    throw code === 'invalid_auth_url' ? error : invalidOption('session', `an auth session: ${message}`);
  }
}

function newFlow(options: OpenConsentOptions, ports: Ports, interactive: boolean): Flow {
  return {
    id: ports.page.id(),
    options,
    ports,
    interactive,
    progress: createProgress(options, ports.page),
    life: new AbortController(),
    mode: chooseMode(options.mode, ports.page),
    facts: { lost: false, severable: false },
    checkedAt: 0,
    twice: false,
    spent: false,
    closed: false,
    askAt: 0,
    stopListening: () => {},
  };
}

function start(flow: Flow): void {
  const { options, ports, life } = flow;
  if (options.signal?.aborted) return settle(flow, cancelled(flow, 'aborted'));
  if (ports.page.origin === 'null') {
    const says =
      'open-consent: this page has no origin of its own (a sandboxed frame, or a file): nothing could come back';
    return fail(flow, new ConsentError('unsupported_context', says));
  }
  options.signal?.addEventListener('abort', () => cancel(flow, 'aborted'), { signal: life.signal });
  flow.stopListening = ports.inbox((heard) => hear(flow, heard));
  ports.pulse((beat) => onBeat(flow, beat), life.signal);
  if (flow.mode === 'iframe') ports.frameRefusals((origin) => onRefusal(flow, origin), life.signal);
  begin(flow);
}

/** The flow as the integrator holds it. */
export function handleOf(flow: Flow): ConsentFlow {
  const { finished, subscribe } = flow.progress;
  return {
    get state() {
      return flow.progress.state;
    },
    finished,
    // biome-ignore lint/suspicious/noThenProperty: awaiting a flow gives its outcome.
    then: (onOutcome, onFailure) => finished.then(onOutcome, onFailure),
    subscribe,
    focus: () => flow.launcher?.focus(),
    reopen: () => reopen(flow),
    retry: () => retry(flow),
    cancel: (reason = 'aborted') => cancel(flow, reason),
  };
}
