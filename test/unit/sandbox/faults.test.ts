import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { setUp, walk } from './visitor.ts';

const get = (url: string) => new Request(url);

afterEach(() => {
  vi.useRealTimers();
});

describe('coop', () => {
  it('is on every page of the session, report-only beside it, and on no other page', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint({ coop: 'same-origin', coopReportOnly: 'noopener-allow-popups' }));
    const seen = () => [
      visitor.headers.get('cross-origin-opener-policy'),
      visitor.headers.get('cross-origin-opener-policy-report-only'),
    ];
    expect(seen()).toEqual(['same-origin', 'noopener-allow-popups']);
    await visitor.press('Magpie Mutual');
    expect(seen()).toEqual(['same-origin', 'noopener-allow-popups']);
    await visitor.press('Cancel');
    expect(seen()).toEqual(['same-origin', 'noopener-allow-popups']);
    await visitor.open('/');
    expect(seen()).toEqual([null, null]);
  });

  it('can be on a redirect alone', async () => {
    const { sandbox, visitor, mint } = setUp();
    const url = mint({ coopOnRedirect: 'same-origin', urlShape: 'consent' });
    const detour = await sandbox.fetch(get(url));
    expect([detour.status, detour.headers.get('cross-origin-opener-policy')]).toEqual([302, 'same-origin']);
    await visitor.open(url);
    expect(visitor.heading).toBe('Choose your institution');
    expect(visitor.headers.get('cross-origin-opener-policy')).toBeNull();
  });
});

describe('framing', () => {
  it.each([
    ['x-frame-options', 'x-frame-options', 'DENY'],
    ['frame-ancestors', 'content-security-policy', "frame-ancestors 'none'"],
  ] as const)('is refused by %s, from the first page or the second', async (framing, header, value) => {
    for (const [framingFrom, first, second] of [
      ['first', true, true],
      ['second', false, true],
    ] as const) {
      const { visitor, mint } = setUp();
      await visitor.open(mint({ framing, framingFrom }));
      expect(visitor.headers.get(header)?.includes(value) ?? false).toBe(first);
      await visitor.press('Magpie Mutual');
      expect(visitor.headers.get(header)?.includes(value) ?? false).toBe(second);
      await visitor.press('Cancel');
      expect(visitor.headers.get(header)?.includes(value) ?? false).toBe(second);
    }
  });

  it('takes the log-in for the first page where the institution is known', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint({ framing: 'x-frame-options', framingFrom: 'second' }, '88888'));
    expect(visitor.headers.get('x-frame-options')).toBeNull();
  });

  it('is allowed by default', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint());
    expect(visitor.headers.get('x-frame-options')).toBeNull();
    expect(visitor.headers.get('content-security-policy')).not.toContain('frame-ancestors');
  });
});

describe('slow pages', () => {
  it('answer that much later', async () => {
    vi.useFakeTimers();
    const { sandbox, mint } = setUp();
    let answered = false;
    void sandbox.fetch(get(mint({ delayMs: 5000 }))).then(() => {
      answered = true;
    });
    await vi.advanceTimersByTimeAsync(4999);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(answered).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leave no timer behind when the sandbox closes', async () => {
    vi.useFakeTimers();
    const { sandbox, mint } = setUp();
    const answer = sandbox.fetch(get(mint({ delayMs: 5000 })));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    await sandbox.close();
    expect(vi.getTimerCount()).toBe(0);
    expect((await answer).status).toBe(200);
  });
});

describe('the autopilot', () => {
  function drive(html: ReturnType<typeof setUp>['visitor']) {
    const script = html.document.querySelector('script');
    if (!script) return undefined;
    const timers: number[] = [];
    let pressed = '';
    const button = html.document.querySelector('[data-main]');
    runInNewContext(script.textContent ?? '', {
      document: {
        currentScript: { dataset: { value: script.getAttribute('data-value') } },
        querySelector: () => ({
          click: () => {
            pressed = button?.textContent ?? '';
          },
        }),
      },
      setTimeout: (act: () => void, ms: number) => {
        timers.push(ms);
        act();
      },
    });
    return { pressed, timers };
  }

  it('presses the main button of every page after its time', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint({ autopilot: 250 }));
    for (const button of ['Banking Sandbox Data Holder', 'Log in', 'Verify', 'Continue', 'Confirm']) {
      expect(drive(visitor)).toEqual({ pressed: button, timers: [250] });
      await visitor.press(button);
    }
    expect(visitor.heading).toBe('All done');
  });

  it('stops at the page it is told to stop at', async () => {
    const { visitor, mint } = setUp();
    await walk(visitor, mint({ autopilot: 0, autopilotUntil: 'otp' }), 'Banking Sandbox Data Holder');
    expect(drive(visitor)?.pressed).toBe('Log in');
    await visitor.press('Log in');
    expect(drive(visitor)).toBeUndefined();
  });

  it('is off by default', async () => {
    const { visitor, mint } = setUp();
    await visitor.open(mint());
    expect(drive(visitor)).toBeUndefined();
  });
});
