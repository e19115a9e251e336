import { inZone } from '../browser/zone.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import { checkOptions, invalidOption, type OpenConsentOptions, unknownOptions } from '../model/options.ts';
import type { ConsentOutcome } from '../model/outcome.ts';
import { isLoopbackPage } from '../protocol/auth-url.ts';
import { chooseMode } from './choose-mode.ts';
import { cancel, type Flow, fail, isSettled } from './flow.ts';
import { openSession } from './mint.ts';
import { begin, reopen, retry } from './open.ts';
import type { Ports } from './ports.ts';
import { hear } from './signals.ts';
import { onBeat, onRefusal } from './watch.ts';

/**
 * Starts a flow. Call it inside the user's click: the window opens before anything is awaited.
 *
 * @param interactive whether a UI can offer the user another try.
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` for a session given as a value.
 */
export function createFlow(options: OpenConsentOptions, ports: Ports, interactive: boolean): Flow {
  const flow = newFlow(check(options, ports.origin), ports, interactive);
  start(flow);
  if (isLoopbackPage(ports.origin)) queueMicrotask(() => warn(options));
  return flow;
}

function check(all: OpenConsentOptions, origin: string): OpenConsentOptions {
  const options = checkOptions(all);
  const { session, mode, container } = options;
  if (mode === 'iframe' && !container)
    throw invalidOption('container', 'an element, in iframe mode without the dialog');
  if (typeof session === 'object') checkSession(session, origin, options);
  return options;
}

/** Warns developers. Runs after the window has opened, so that it does not delay the user. */
function warn(options: OpenConsentOptions): void {
  for (const key of unknownOptions(options)) console.warn(`open-consent: there is no option "${key}"`);
}

function checkSession(session: unknown, origin: string, options: OpenConsentOptions): void {
  try {
    openSession(session, { origin, options });
  } catch (error) {
    const { code, message } = error as ConsentError;
    throw code === 'invalid_auth_url' ? error : invalidOption('session', `an auth session: ${message}`);
  }
}

function newFlow(options: OpenConsentOptions, ports: Ports, interactive: boolean): Flow {
  let finish = (_: ConsentOutcome) => {};
  const finished = new Promise<ConsentOutcome>((resolve) => {
    finish = resolve;
  });
  return {
    ...ports,
    id: ports.newId(),
    options,
    interactive,
    mode: chooseMode(options.mode, ports),
    state: { phase: 'preparing' },
    listeners: new Set(),
    finished,
    finish,
    life: new AbortController(),
    ears: new AbortController(),
    facts: { lost: false, severable: false },
    mintUntil: Number.POSITIVE_INFINITY,
    checkedAt: 0,
    askAt: 0,
  };
}

function start(flow: Flow): void {
  const { options, life, mode } = flow;
  const { signal } = life;
  if (options.signal?.aborted) return cancel(flow, 'aborted');
  const unfit = whyUnfit(flow);
  if (unfit) return fail(flow, new ConsentError('unsupported_context', unfit));
  options.signal?.addEventListener('abort', () => cancel(flow, 'aborted'), { signal });
  // First of all, because the user waits for it. No message can arrive before this task ends.
  begin(flow);
  if (isSettled(flow)) return;
  flow.inbox((heard, reply) => hear(flow, heard, reply), flow.ears.signal);
  flow.pulse((returned, restored) => onBeat(flow, returned, restored), signal);
  if (mode === 'iframe') flow.frameRefusals((origin) => onRefusal(flow, origin), signal);
}

/** Why no flow can run on this page. Undefined if one can. */
function whyUnfit({ origin, options, foreignTop }: Flow): string | undefined {
  if (origin === 'null') return 'this page has no origin of its own: nothing could come back';
  if (!options.refuseFramed || !foreignTop) return undefined;
  return 'this page is in a frame of another site, which refuseFramed forbids';
}

/** The public side of a flow. */
export function handleOf(flow: Flow): ConsentFlow {
  const { finished, listeners } = flow;
  return {
    get state() {
      return flow.state;
    },
    finished,
    // biome-ignore lint/suspicious/noThenProperty: awaiting a flow gives its outcome.
    then: (onOutcome, onFailure) => finished.then(onOutcome, onFailure),
    subscribe(listener) {
      const heard = inZone(listener);
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    focus: () => flow.launcher?.focus?.(),
    reopen: () => reopen(flow),
    retry: () => retry(flow),
    cancel: (reason = 'aborted') => cancel(flow, reason),
  };
}
