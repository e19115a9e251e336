import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadElements } from '../../support/fake-browser.ts';
import { APP, openWorld, type World } from './world.ts';

let world: World & { close(): void };
beforeAll(loadElements);
afterEach(() => world.close());

const NOTHING_SPENT = { timers: 0, channels: 0, locks: 0, writes: 0 };

const OF_OTHERS = [
  'session_id=cs_test_1',
  'session_id=cs_test_1&consent_id=1',
  'error=access_denied',
  'error=access_denied&state=xyz',
  'error=access_denied&error_type=CONSENT_ENDUSER_DENIED',
  'error=server_error&error_description=Call+0900',
  'code=abc&state=xyz',
  'state=xyz&session_state=1',
  'x=1',
];

async function loadApp(query: string, callback: 'app' | 'script' = 'app') {
  const tab = world.browser.openTab(`${APP}${callback === 'app' ? '/thanks' : '/connected'}?${query}`);
  const { costs } = tab.page;
  await world.browser.pass(3000);
  return { tab, costs };
}

describe.each([true, false])('another product’s address, where flows have names: %s,', (named) => {
  describe.each([
    ['on a page that launched nothing', async () => {}],
    [
      'while a popup is open elsewhere',
      async () => {
        world.press(world.tab, 'popup');
        await world.browser.settle();
      },
    ],
    [
      'while a redirect of another tab is under way',
      async () => {
        world.press(world.tab, 'redirect');
        await world.browser.settle();
      },
    ],
  ])('%s', (_, before) => {
    it.each(OF_OTHERS)('?%s is nobody’s: nothing is told, awaited or stored, and it stays', async (query) => {
      world = openWorld({ named });
      await before();
      const { tab, costs } = await loadApp(query);
      expect(world.told).toEqual([]);
      expect(costs).toEqual(NOTHING_SPENT);
      expect(tab.url).toBe(`${APP}/thanks?${query}`);
    });
  });

  it.each(OF_OTHERS)('?%s in the tab that waits for a popup is nobody’s', async (query) => {
    world = openWorld({ named });
    world.press(world.tab, 'popup');
    await world.browser.settle();
    world.tab.go(`${APP}/thanks?${query}`);
    await world.browser.pass(3000);
    expect(world.told).toEqual([]);
    expect(world.tab.url).toBe(`${APP}/thanks?${query}`);
  });
});

describe('a forged link to the callback page', () => {
  const SUCCESS = 'session_id=session-0&consent_id=fake';
  const flowId = () => new URL(world.home('success')).searchParams.get('consent_flow');

  async function follow(query: string) {
    const tab = world.browser.openTab(`${APP}/connected?${query}`);
    await world.browser.pass(5000);
    return tab;
  }

  it.each(['popup', 'redirect'] as const)('without a flow id ends no named flow (%s)', async (mode) => {
    world = openWorld({ named: true });
    world.press(world.tab, mode);
    await world.browser.settle();
    await follow(SUCCESS);
    expect(world.told).toEqual([]);
  });

  it.each(['popup', 'redirect'] as const)('with an unknown flow id ends none (%s)', async (mode) => {
    world = openWorld({ named: true });
    world.press(world.tab, mode);
    await world.browser.settle();
    await follow(`consent_flow=AAAAAAAAAAAAAAAAAAAAAA&${SUCCESS}`);
    expect(world.told).toEqual([]);
  });

  it.each(['popup', 'redirect'] as const)(
    'with our flow id and another session ends none (%s)',
    async (mode) => {
      world = openWorld({ named: true });
      world.press(world.tab, mode);
      await world.browser.settle();
      await follow(`consent_flow=${flowId()}&session_id=another`);
      expect(world.told).toEqual([]);
      world.opened().go(world.home('success'));
      await world.browser.pass(3000);
      expect(world.says()).toEqual(['success']);
    },
  );

  it.each(['popup', 'redirect'] as const)(
    'that is ours, a second time, tells nothing more (%s)',
    async (mode) => {
      world = openWorld({ named: true });
      world.press(world.tab, mode);
      await world.browser.settle();
      world.opened().go(world.home('success'));
      await world.browser.pass(3000);
      await follow(new URL(world.home('success')).search.slice(1));
      expect(world.says()).toEqual(['success']);
    },
  );

  it('in the window of one flow does not end another, whose session it names', async () => {
    world = openWorld({ named: false });
    world.press(world.tab, 'popup');
    await world.browser.settle();
    const other = world.browser.openTab(`${APP}/other`);
    await world.browser.settle();
    world.press(other, 'popup');
    await world.browser.settle();
    world.browser.tabs.at(-1)?.go(`${APP}/connected?${SUCCESS}`);
    await world.browser.pass(5000);
    expect(world.told).toEqual([]);
  });

  it('with an error, after an abandoned redirect, does not stand in the way of a success', async () => {
    world = openWorld({ named: false });
    world.press(world.tab, 'redirect');
    await world.browser.settle();
    world.tab.go(`${APP}/connected?error=server_error&error_description=Call+0900`);
    await world.browser.pass(3000);
    const tab = world.browser.openTab(world.home('success'));
    await world.browser.pass(3000);
    expect(tab.url).toContain('/onboarding');
    expect(world.says()).toEqual(['failed: provider_error', 'success']);
  });

  it('with an error, after an abandoned redirect of a named flow, is nobody’s', async () => {
    world = openWorld({ named: true });
    world.press(world.tab, 'redirect');
    await world.browser.settle();
    world.tab.go(`${APP}/connected?error=server_error&error_description=Call+0900`);
    await world.browser.pass(3000);
    expect(world.told).toEqual([]);
  });
});
