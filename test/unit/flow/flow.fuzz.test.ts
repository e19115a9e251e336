import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFlow, handleOf } from '../../../src/flow/create-flow.ts';
import type { SessionStatus } from '../../../src/model/options.ts';
import {
  type FakeWindow,
  type FakeWorld,
  fakeWorld,
  HOST,
  PROVIDER,
  settled,
} from '../../support/fake-ports.ts';

/** More by `FUZZ_RUNS=1000000`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 10_000);
const LIFETIME_MS = 600_000;

const MESSAGES = {
  success: { isCompleted: true, consentID: 'c' },
  named: { isCompleted: true, sessionID: 's1' },
  foreign: { isCompleted: true, sessionID: 'other' },
  hidden: { isCompleted: true, redirectURL: '/done?error_type=NEW_ONE' },
  cancelled: { isCompleted: false },
  failed: { type: 'consent_error', error_type: 'CONSENT_OTP_FAILURE' },
  invalid: { isCompleted: false, errorType: 'AUTH_SESSION_INVALID' },
  noise: { type: 'webpackOk' },
} as const;

const CALLBACKS = {
  success: `${HOST}/cb?session_id=s1`,
  foreign: `${HOST}/cb?session_id=other`,
  denied: `${HOST}/cb?error=access_denied&error_type=CONSENT_ENDUSER_DENIED`,
  login: `${HOST}/cb?code=1&state=2`,
} as const;

/** The name of the first attempt, where flows have names. */
const NAME = 'flow-1-long-enough';

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 4000 }) }),
  },
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 4000, max: LIFETIME_MS }) }),
  fc.record({ do: fc.constant('freeze' as const), ms: fc.integer({ min: 1, max: 10_000 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'blur',
        'focus',
        'restore',
        'cancel',
        'dismiss',
        'abort',
        'reopen',
        'retry',
        'refuse',
        'block',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close', 'busy', 'mint', 'mintFails', 'throw') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('message' as const),
      what: fc.constantFrom(...(Object.keys(MESSAGES) as (keyof typeof MESSAGES)[])),
      from: fc.constantFrom('target', 'first', 'stranger', 'nobody', 'elsewhere'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('relay', 'ownRelay', 'otherRelay', 'address', 'record', 'elsewhere'),
      url: fc.constantFrom(...(Object.keys(CALLBACKS) as (keyof typeof CALLBACKS)[])),
      /** Whether the address carries the name of the flow. */
      signed: fc.boolean(),
    }),
  },
);

type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const setting = fc.record({
  mode: fc.constantFrom('popup' as const, 'iframe' as const, 'redirect' as const, 'auto' as const),
  interactive: fc.boolean(),
  named: fc.boolean(),
  /** Mostly the session comes at once; else the actions say when. */
  minted: fc.integer({ max: 3, min: 0 }).map((n) => n > 0),
  status: fc.constantFrom<SessionStatus | 'none' | 'fails'>(
    'none',
    'pending',
    'success',
    'cancelled',
    'failed',
    'fails',
  ),
});

/** After these, a proved success need not be the last word: the provider or another page says otherwise, or the user begins anew. */
function contradicts(step: Action): boolean {
  if (step.do === 'message') return step.what !== 'success' && step.what !== 'named';
  return ['retry', 'refuse', 'elsewhere'].includes(step.do) || ('url' in step && step.url === 'denied');
}

type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

interface Run {
  world: FakeWorld;
  act(action: Action): Promise<void>;
  end(): Promise<void>;
  settled(): boolean;
  outcomes: string[];
  afterSettle: string[];
  mayHaveSucceeded: boolean;
  /** A callback has proved a success, and nothing has contradicted it. */
  isProved: boolean;
  /** Another page has told how the flow ended. */
  toldElsewhere: boolean;
}

function start({ mode, interactive, status, named }: Setting): Run {
  const world = fakeWorld();
  const outcomes: string[] = [];
  const afterSettle: string[] = [];
  const aborter = new AbortController();
  let mints: { resolve(value: unknown): void; reject(error: unknown): void }[] = [];
  let throwing = false;
  let callbacks = 0;
  const told = (what: string) => {
    if (what === 'callback_received') callbacks++;
    if (outcomes.length) afterSettle.push(what);
    if (throwing) throw new Error('a handler of the host page');
  };
  const ended = (what: string) => {
    outcomes.push(what);
    if (throwing) throw new Error('a handler of the host page');
  };
  const session = ({ flowId }: { flowId: string }) =>
    new Promise<never>((resolve, reject) => {
      const name = named ? { flow_id: `${flowId}-long-enough` } : {};
      mints.push({ resolve: (value) => resolve({ ...(value as object), ...name } as never), reject });
    });
  const getStatus = async (): Promise<SessionStatus> => {
    if (status === 'fails') throw new Error('down');
    if (status === 'success') run.mayHaveSucceeded = true;
    return status === 'none' ? 'pending' : status;
  };
  const flow = handleOf(
    createFlow(
      {
        session,
        mode,
        ...(mode === 'iframe' && { container: { append() {} } as unknown as Element }),
        ...(status !== 'none' && { getStatus }),
        signal: aborter.signal,
        onSuccess: () => ended('success'),
        onCancel: ({ reason }) => ended(reason),
        onError: ({ error }) => ended(error.code),
        onEvent: ({ type }) => told(type),
      },
      world.ports,
      interactive,
    ),
  );
  const last = (): FakeWindow | undefined => world.windows.at(-1);
  const mint = () => {
    const expires_at = Math.floor(world.now() / 1000) + LIFETIME_MS / 1000;
    for (const { resolve } of mints) resolve({ session_id: 's1', auth_url: `${PROVIDER}/?s=1`, expires_at });
    mints = [];
  };
  const relayOf = (url: string, flowId?: string) => ({
    v: 1,
    type: 'open-consent.callback',
    url,
    ...(flowId && { flowId }),
  });
  const relay = (url: string, flowId: string) => world.send({ origin: HOST, data: relayOf(url, flowId) });
  const act = (step: Action): void => {
    switch (step.do) {
      case 'pass':
        return world.pass(step.ms);
      case 'freeze':
        return world.freeze(step.ms);
      case 'blur':
        world.focused = false;
        return;
      case 'focus':
        return world.focus();
      case 'restore':
        return world.beat(true, true);
      case 'cancel':
        return flow.cancel();
      case 'dismiss':
        return flow.cancel('dismissed');
      case 'abort':
        return aborter.abort();
      case 'reopen':
        return flow.reopen();
      case 'retry':
        return flow.retry();
      case 'refuse':
        return world.refuseFrame(PROVIDER);
      case 'block':
        world.blocked = !world.blocked;
        return;
      case 'throw':
        throwing = !throwing;
        return;
      case 'close':
        Object.assign(last() ?? {}, { closed: true });
        return;
      case 'busy':
        Object.assign(last() ?? {}, { busy: true });
        return;
      case 'mint':
        return mint();
      case 'mintFails':
        for (const { reject } of mints) reject(new Error('offline'));
        mints = [];
        return;
      case 'message': {
        const sources = {
          target: last()?.source,
          first: world.windows[0]?.source,
          stranger: {},
          nobody: null,
          elsewhere: last()?.source,
        };
        const isSuccess = step.what === 'success' || step.what === 'named';
        if (
          isSuccess &&
          (step.from === 'target' ||
            step.from === 'first' ||
            (step.from === 'nobody' && step.what === 'named'))
        ) {
          run.mayHaveSucceeded = true;
        }
        world.send({
          data: MESSAGES[step.what],
          source: sources[step.from as keyof typeof sources] as MessageEventSource,
          ...(step.from === 'elsewhere' && { origin: 'https://evil.example' }),
        });
        return;
      }
      default: {
        const id = named ? NAME : 'flow-1';
        const url = CALLBACKS[step.url] + (step.signed ? `&consent_flow=${NAME}` : '');
        // A success counts by the name of its flow, or, without any, by its session.
        if (step.url === 'success' && step.signed === named) run.mayHaveSucceeded = true;
        if (step.do === 'relay')
          world.send({ origin: HOST, source: last()?.source ?? null, data: relayOf(url) });
        else if (step.do === 'ownRelay') relay(url, id);
        else if (step.do === 'otherRelay') relay(url, 'flow-x');
        else if (step.do === 'record') world.records.update(id, { result: url });
        else if (step.do === 'elsewhere') {
          if (outcomes.length || !world.records.read(id) || world.records.read(id)?.ended) return;
          world.records.update(id, { result: url, ended: 'provider' });
          run.toldElsewhere = true;
        } else Object.assign(last() ?? {}, { address: url });
      }
    }
  };
  const run: Run = {
    world,
    outcomes,
    afterSettle,
    mayHaveSucceeded: false,
    isProved: false,
    toldElsewhere: false,
    async act(step) {
      const before = callbacks;
      act(step);
      await settled();
      if (callbacks > before && 'url' in step && step.url === 'success') run.isProved = true;
      else if (contradicts(step)) run.isProved = false;
    },
    settled: () => flow.state.phase === 'settled',
    async end() {
      for (const window of world.windows) window.closed = true;
      world.pass(LIFETIME_MS + 40_000);
      await settled();
      if (interactive && flow.state.phase === 'interrupted') flow.cancel('dismissed');
      await settled();
      world.pass(LIFETIME_MS + 40_000);
      await settled();
    },
  };
  return run;
}

it(`holds its word in any order of events (${RUNS} runs)`, { timeout: 60_000 + RUNS * 20 }, async () => {
  await fc.assert(
    fc.asyncProperty(setting, fc.array(action, { maxLength: 14 }), async (options, actions) => {
      const run = start(options);
      await settled();
      if (options.minted) await run.act({ do: 'mint' });
      for (const step of actions) {
        const before = run.outcomes.length;
        await run.act(step);
        expect(run.outcomes.length).toBeLessThanOrEqual(1);
        if (before === 0 && run.outcomes[0] === 'success') expect(run.mayHaveSucceeded).toBe(true);
      }
      await run.end();
      // A flow whose end another page has told may end without a word.
      expect(run.outcomes.length).toBeGreaterThanOrEqual(run.toldElsewhere ? 0 : 1);
      expect(run.settled()).toBe(true);
      if (run.outcomes[0] === 'success') expect(run.mayHaveSucceeded).toBe(true);
      if (run.isProved)
        expect([...run.outcomes, ...run.afterSettle]).toContainEqual(expect.stringMatching(/success|late/));
      expect(run.afterSettle.filter((what) => what !== 'late_outcome')).toEqual([]);
      expect(run.afterSettle.length).toBeLessThanOrEqual(1);
      expect(run.world.held()).toBe(0);
    }),
    { numRuns: RUNS },
  );
});
