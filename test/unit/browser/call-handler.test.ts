import { afterEach, describe, expect, it, vi } from 'vitest';
import { callHandler, callSafely, report } from '../../../src/browser/call-handler.ts';
import { ConsentError } from '../../../src/model/consent-error.ts';
import type { ConsentOutcome } from '../../../src/model/outcome.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const OUTCOMES: ConsentOutcome[] = [
  { status: 'success', mode: 'popup', sessionId: 's1' },
  { status: 'cancelled', reason: 'denied', mode: 'popup' },
  { status: 'failed', error: new ConsentError('session_expired', ''), mode: 'popup' },
];

describe('an outcome is told to the one handler that is for it', () => {
  it.each(OUTCOMES)('$status', (outcome) => {
    const called: unknown[] = [];
    const note = (name: string) => (told: ConsentOutcome) => called.push([name, told]);
    callHandler(
      { onSuccess: note('success'), onCancel: note('cancelled'), onError: note('failed') },
      outcome,
    );
    expect(called).toEqual([[outcome.status, outcome]]);
  });

  it.each(OUTCOMES)('$status, and to nobody where there is none', (outcome) => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    callHandler({}, outcome);
    expect(reported).not.toHaveBeenCalled();
  });
});

describe('what a handler throws', () => {
  const error = new Error('theirs');
  const throws = () => {
    throw error;
  };

  it('goes to the page’s error reporting, and no further', () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    callSafely(throws, 1);
    expect(reported).toHaveBeenCalledExactlyOnceWith(error);
  });

  it('goes to the console where the page has no error reporting', () => {
    vi.stubGlobal('reportError', undefined);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    report(error);
    expect(logged).toHaveBeenCalledExactlyOnceWith(error);
  });
});
