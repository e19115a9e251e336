import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { after, startPulse } from '../../../src/browser/pulse.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As much of a window as a pulse touches. */
function fakeWindow(): Window & EventTarget {
  const document = Object.assign(new EventTarget(), { hidden: false });
  const { setInterval, clearInterval, setTimeout, clearTimeout } = globalThis;
  return Object.assign(new EventTarget(), {
    document,
    setInterval,
    clearInterval,
    setTimeout,
    clearTimeout,
  }) as unknown as Window;
}

it('looks again soon after the focus has come back, for a window that says late that it is closed', () => {
  const win = fakeWindow();
  const beats: (boolean | undefined)[] = [];
  const life = new AbortController();
  startPulse(win, (returned) => beats.push(returned), life.signal);
  win.dispatchEvent(new Event('focus'));
  vi.advanceTimersByTime(110);
  expect(beats).toEqual([true, undefined, undefined]);
  life.abort();
  expect(vi.getTimerCount()).toBe(0);
});

it('beats at once when the focus goes, which is no return', () => {
  const win = fakeWindow();
  const beats: (boolean | undefined)[] = [];
  const life = new AbortController();
  startPulse(win, (returned) => beats.push(returned), life.signal);
  win.dispatchEvent(new Event('blur'));
  expect(beats).toEqual([undefined]);
  life.abort();
});

it('that ends by its own beat leaves no timer behind', () => {
  const win = fakeWindow();
  const life = new AbortController();
  const beat = vi.fn(() => life.abort());
  startPulse(win, beat, life.signal);
  win.dispatchEvent(new Event('focus'));
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(1000);
  expect(beat).toHaveBeenCalledTimes(1);
});

it.each(['focus', 'blur', 'pageshow', 'visibilitychange'])(
  'hears %s until it is stopped, and not after',
  (type) => {
    const win = fakeWindow();
    const life = new AbortController();
    const beat = vi.fn();
    startPulse(win, beat, life.signal);
    const happen = () => (type === 'visibilitychange' ? win.document : win).dispatchEvent(new Event(type));
    happen();
    expect(beat).toHaveBeenCalled();
    life.abort();
    beat.mockClear();
    happen();
    expect(beat).not.toHaveBeenCalled();
  },
);

it('beats every 200 ms', () => {
  const life = new AbortController();
  const beat = vi.fn();
  startPulse(fakeWindow(), beat, life.signal);
  vi.advanceTimersByTime(199);
  expect(beat).not.toHaveBeenCalled();
  vi.advanceTimersByTime(401);
  expect(beat).toHaveBeenCalledTimes(3);
  life.abort();
});

it('a wait of more than a timer holds is as long as one holds, and not over at once', () => {
  const run = vi.fn();
  after(fakeWindow(), 2 ** 31, run, new AbortController().signal);
  vi.advanceTimersByTime(1000);
  expect(run).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(1);
});
