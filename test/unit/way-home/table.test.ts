import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadElements, type Place } from '../../support/fake-browser.ts';
import { APP, LAUNCHING, OTHER_SITE, openWorld, STATE, type World } from './world.ts';

let world: World & { close(): void };
beforeAll(loadElements);
afterEach(() => world.close());

type Mode = 'popup' | 'iframe' | 'redirect';
type Says = 'success' | 'denied';
const RESULTS = { success: 'success', denied: 'cancelled: denied' } as const;

interface Case {
  mode: Mode;
  named: boolean;
  says: Says;
}

const CASES: Case[] = (['popup', 'iframe', 'redirect'] as const).flatMap((mode) =>
  [true, false].flatMap((named) => (['success', 'denied'] as const).map((says) => ({ mode, named, says }))),
);

/** What the app is told in the end: the outcome once, or nothing. */
type Expected = 'told' | 'nothing' | string[];

interface Situation {
  title: string;
  /** Before the page loads. */
  before?(): void;
  callback?: 'script' | 'app' | 'none';
  modes?: readonly Mode[];
  /** From the press on; the flow has been opened. */
  run(one: Case): Promise<void>;
  expected(one: Case): Expected;
  /** More that must hold. */
  check?(one: Case): void;
}

const settle = () => world.browser.settle();
const pass = (ms: number) => world.browser.pass(ms);
const home = ({ says }: Case) => world.home(says);

async function press({ mode }: Case, place: Place = world.tab): Promise<void> {
  world.press(place, mode);
  await settle();
}

async function goHome(one: Case): Promise<void> {
  (one.mode === 'redirect' ? world.tab : world.opened()).go(home(one));
  await pass(3000);
}

async function inNewTab(url: string): Promise<Place> {
  const tab = world.browser.openTab(url);
  await pass(3000);
  return tab;
}

const provable = ({ named, says }: Case): Expected => (named || says === 'success' ? 'told' : 'nothing');

const SITUATIONS: Situation[] = [
  {
    title: 'in the same tab',
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
    check({ mode }) {
      expect(world.tab.url).toBe(LAUNCHING);
      expect(world.browser.tabs).toEqual([world.tab]);
      expect(world.told[0]?.state).toEqual(mode === 'redirect' ? STATE : undefined);
    },
  },
  {
    title: 'with the app at the callback address',
    callback: 'app',
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'with no code at the callback address',
    callback: 'none',
    modes: ['popup', 'iframe'],
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'severed by COOP',
    modes: ['popup'],
    before: () => world.browser.serve('https://auth.fiskil.com', { coop: 'same-origin' }),
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'in a new tab',
    async run(one) {
      await press(one);
      await inNewTab(home(one));
    },
    expected: provable,
    check(one) {
      const [told] = world.told;
      if (told && one.mode === 'redirect') expect(told).toMatchObject({ where: '/onboarding', state: STATE });
    },
  },
  {
    title: 'in a new tab, the launching page being gone',
    modes: ['popup', 'iframe'],
    async run(one) {
      await press(one);
      world.tab.close();
      await inNewTab(home(one));
    },
    expected: provable,
    check() {
      const [told] = world.told;
      if (told) expect(told).toMatchObject({ where: '/onboarding', state: STATE });
    },
  },
  {
    title: 'to a framed host page',
    before() {
      world.tab.go(`${OTHER_SITE}/`);
    },
    async run(one) {
      await settle();
      const { win } = world.tab;
      const element = win.document.createElement('iframe');
      element.src = LAUNCHING;
      win.document.body.append(element);
      await settle();
      const frame = world.tab.frames[0] as Place;
      await press(one, frame);
      const provider = { popup: world.browser.tabs.at(-1), iframe: frame.frames[0], redirect: frame }[
        one.mode
      ] as Place;
      provider.go(home(one));
      await pass(3000);
    },
    expected: () => 'told',
  },
  {
    title: 'to a host page that was reloaded',
    modes: ['popup'],
    async run(one) {
      await press(one);
      world.tab.reload();
      await settle();
      await goHome(one);
    },
    expected: () => 'told',
    check: () => expect(world.browser.tabs).toEqual([world.tab]),
  },
  {
    title: 'to a host page that another page of the app has replaced',
    modes: ['popup'],
    async run(one) {
      await press(one);
      world.tab.go(`${APP}/settings`);
      await settle();
      await goHome(one);
    },
    expected: () => 'told',
    check() {
      expect(world.told[0]).toMatchObject({ where: '/settings', state: STATE });
      expect(world.browser.tabs).toEqual([world.tab]);
    },
  },
  {
    title: 'to a host page that was thrown out of memory and restored',
    modes: ['popup'],
    async run(one) {
      await press(one);
      world.tab.discard();
      await pass(100);
      world.tab.restore();
      await settle();
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'while the host page is out of memory',
    modes: ['popup'],
    async run(one) {
      await press(one);
      world.tab.discard();
      await goHome(one);
      world.tab.restore();
      await pass(3000);
    },
    expected: () => 'told',
  },
  {
    title: 'while the host page is busy for three seconds',
    modes: ['popup'],
    before: () => world.browser.serve('https://auth.fiskil.com', { coop: 'same-origin' }),
    async run(one) {
      await press(one);
      world.tab.busy(3000);
      world.opened().go(home(one));
      await pass(6000);
    },
    expected: () => 'told',
    check: () => expect(world.told[0]?.where).toBe('/onboarding'),
  },
  {
    title: 'after Back and Forward',
    modes: ['redirect'],
    async run(one) {
      await press(one);
      world.tab.back();
      await pass(1000);
      world.tab.forward();
      await pass(1000);
      await goHome(one);
    },
    expected: ({ named, says }) =>
      named || says === 'success'
        ? ['cancelled: dismissed', RESULTS[says]]
        : // Nothing tells any more whose denial it is.
          ['cancelled: dismissed'],
  },
  {
    title: 'after Back and Forward, with no page kept in memory',
    modes: ['redirect'],
    before() {
      world.browser.bfcache = false;
    },
    async run(one) {
      await press(one);
      world.tab.back();
      await pass(1000);
      world.tab.forward();
      await pass(1000);
      await goHome(one);
    },
    expected: ({ named, says }) =>
      named || says === 'success' ? ['cancelled: dismissed', RESULTS[says]] : ['cancelled: dismissed'],
  },
  ...[true, false].map(
    (kept): Situation => ({
      title: `and then Back, ${kept ? 'to the page in memory' : 'to the page loaded anew'}`,
      before() {
        world.browser.bfcache = kept;
      },
      async run(one) {
        await press(one);
        await goHome(one);
        for (let back = 0; back < 3; back++) {
          world.tab.back();
          await pass(1000);
        }
      },
      expected: () => 'told',
    }),
  ),
  ...[true, false].map(
    (kept): Situation => ({
      title: `to another tab, and then Back in the first, ${kept ? 'in memory' : 'loaded anew'}`,
      modes: ['redirect'],
      before() {
        world.browser.bfcache = kept;
      },
      async run(one) {
        await press(one);
        await inNewTab(home(one));
        world.tab.back();
        await pass(1000);
      },
      expected: (one) => (provable(one) === 'told' ? 'told' : ['cancelled: dismissed']),
    }),
  ),
  {
    title: 'with localStorage full',
    before() {
      world.browser.storage.localStorage = 'full';
    },
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'with all storage refused',
    before() {
      world.browser.storage.localStorage = 'refused';
      world.browser.storage.sessionStorage = 'refused';
    },
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: ({ mode }) => (mode === 'redirect' ? 'nothing' : 'told'),
  },
  {
    title: 'with no locks, as on plain http',
    before: () => void world.browser.missing.add('locks'),
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'with no BroadcastChannel',
    before: () => void world.browser.missing.add('BroadcastChannel'),
    async run(one) {
      await press(one);
      await goHome(one);
    },
    expected: () => 'told',
  },
  {
    title: 'in the whole tab, which the bank’s page took from its frame',
    modes: ['iframe'],
    async run(one) {
      await press(one);
      world.tab.go('https://bank.example/log-in');
      await settle();
      world.tab.go(home(one));
      await pass(3000);
    },
    expected: () => 'told',
    check() {
      expect(world.told[0]?.state).toEqual(STATE);
      expect(world.tab.url).toBe(LAUNCHING);
    },
  },
  {
    title: 'in two tabs at once',
    async run(one) {
      await press(one);
      if (one.mode !== 'redirect') world.tab.close();
      world.browser.openTab(home(one));
      world.browser.openTab(home(one));
      await pass(6000);
    },
    expected: provable,
  },
  {
    title: 'to a tab that was duplicated meanwhile',
    modes: ['popup'],
    async run(one) {
      await press(one);
      world.browser.duplicate(world.tab);
      await settle();
      world.browser.tabs.find((tab) => tab.scripted)?.go(home(one));
      await pass(6000);
    },
    expected: () => 'told',
    check: () => expect(world.told[0]?.where).toBe('/onboarding'),
  },
];

describe.each(SITUATIONS.map((situation) => [situation.title, situation] as const))(
  'a consent that comes home %s',
  (_, { modes, callback, before, run, expected, check }) => {
    it.each(CASES.filter(({ mode }) => !modes || modes.includes(mode)))(
      '$mode, named: $named, $says',
      async (one) => {
        world = openWorld({ named: one.named, ...(callback && { callback }) });
        before?.();
        await run(one);
        const wanted = expected(one);
        const says = Array.isArray(wanted) ? wanted : wanted === 'told' ? [RESULTS[one.says]] : [];
        expect(world.says()).toEqual(says);
        check?.(one);
      },
    );
  },
);
