import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inZone, outsideZones } from '../../../src/browser/zone.ts';

afterEach(() => void vi.unstubAllGlobals());

/** zone.js as far as it counts: a current zone, and the way into another. */
function installZones() {
  const makeZone = (name: string) => ({
    name,
    run(run: (...args: unknown[]) => unknown, _?: unknown, args: unknown[] = []) {
      const before = Zone.current;
      Zone.current = this;
      try {
        return run(...args);
      } finally {
        Zone.current = before;
      }
    },
  });
  const root = makeZone('root');
  const Zone = { root, current: root };
  vi.stubGlobal('Zone', Zone);
  return { Zone, angular: makeZone('angular') };
}

describe('on a page without zones', () => {
  it.each([undefined, { current: { run() {} } }])('a flow opens with the options as they are', (Zone) => {
    vi.stubGlobal('Zone', Zone);
    const options = { onEvent() {} };
    expect(outsideZones(options, (own) => ({ own }))).toEqual({ own: options });
    expect(inZone(options.onEvent)).toBe(options.onEvent);
  });
});

describe('on a page with zones', () => {
  let world: ReturnType<typeof installZones>;
  beforeEach(() => {
    world = installZones();
  });
  const current = () => world.Zone.current.name;

  it('a flow opens outside of all of them', () => {
    expect(world.angular.run(() => outsideZones({}, current))).toBe('root');
  });

  it('its options are called in the caller’s zone, with what they are given', () => {
    const options = { session: (id: number, more: string) => [current(), id, more], mode: 'popup' };
    const own = world.angular.run(() => outsideZones(options, (bound) => bound)) as typeof options;
    expect(current()).toBe('root');
    expect(own.session(1, 'x')).toEqual(['angular', 1, 'x']);
    expect(own.mode).toBe('popup');
  });

  it('a function that holds a session still does', () => {
    const source = Object.assign(() => 'later', { held: () => 'now' });
    const own = world.angular.run(() => outsideZones({ source }, (bound) => bound)) as {
      source: typeof source;
    };
    expect(own.source.held()).toBe('now');
  });

  it('what is no function is as it was', () => {
    const value = {};
    expect(inZone(value)).toBe(value);
    expect(inZone(undefined)).toBeUndefined();
  });
});
