// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConsentError } from '../../../src/model/consent-error.ts';
import type { ConsentFlow, FlowState } from '../../../src/model/flow-state.ts';
import type { LaunchMode } from '../../../src/model/launch-mode.ts';
import type { Texts } from '../../../src/model/texts.ts';
import { ar } from '../../../src/texts/ar.ts';
import { en } from '../../../src/texts/en.ts';
import { WidgetView } from '../../../src/ui/widget-view.tsx';

interface Shown {
  go(state: FlowState): void;
  flow: ConsentFlow;
  onDone: ReturnType<typeof vi.fn>;
}

function show(
  state: FlowState,
  mode: LaunchMode = 'popup',
  more: { slot?: Element; texts?: Texts } = {},
): Shown {
  let now = state;
  const listeners = new Set<(state: FlowState) => void>();
  const verbs = { focus: vi.fn(), reopen: vi.fn(), retry: vi.fn(), cancel: vi.fn() };
  const flow = {
    get state() {
      return now;
    },
    subscribe(listener: (state: FlowState) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ...verbs,
  } as unknown as ConsentFlow;
  const onDone = vi.fn();
  const { slot, texts = en } = more;
  const lock = { take: vi.fn(), release: vi.fn() };
  render(
    <WidgetView
      {...{ flow, texts, slot, lock, onDone }}
      mode={() => mode}
      frameTitle={undefined}
      confirmClose={true}
    />,
  );
  const go = (next: FlowState) =>
    act(() => {
      now = next;
      for (const listener of listeners) listener(next);
    });
  return { go: (next) => void go(next), flow, onDone };
}

const error = (code: 'provider_error' | 'session_expired', errorType?: string) =>
  new ConsentError(code, 'in English, for developers', errorType ? { fields: { errorType } } : {});
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

afterEach(cleanup);

describe('the widget', () => {
  it('in popup mode points to the window, brings it forward, and can be left', () => {
    const { flow } = show({ phase: 'active' });
    expect(screen.getByRole('dialog', { name: en.waitingTitle })).toBeTruthy();
    press('Show window');
    expect(flow.focus).toHaveBeenCalled();
    press('Cancel');
    expect(flow.cancel).toHaveBeenCalledWith('dismissed');
  });

  it('offers to open a window that was blocked', () => {
    const { flow } = show({ phase: 'blocked' });
    expect(screen.getByRole('heading', { name: en.blockedTitle })).toBeTruthy();
    press('Open window');
    expect(flow.reopen).toHaveBeenCalled();
  });

  it('offers a window where a frame is refused', () => {
    const { flow } = show({ phase: 'blocked' }, 'iframe', { slot: document.createElement('div') });
    expect(screen.getByRole('heading', { name: en.refusedTitle })).toBeTruthy();
    press(en.continueInWindow);
    expect(flow.reopen).toHaveBeenCalled();
  });

  it('starts an interrupted flow again', () => {
    const { flow } = show({ phase: 'interrupted', error: error('provider_error', 'CONSENT_OTP_FAILURE') });
    expect(screen.getByText(en.problems.CONSENT_OTP_FAILURE)).toBeTruthy();
    press('Start again');
    expect(flow.retry).toHaveBeenCalled();
  });

  it('says what failed for good, with nothing but a way to close', () => {
    const failed = error('provider_error', 'CONSENT_UPSTREAM_PROCESSING_ERROR');
    const { onDone } = show({
      phase: 'settled',
      outcome: { status: 'failed', error: failed, mode: 'popup' },
    });
    expect(screen.getByText(en.problems.CONSENT_UPSTREAM_PROCESSING_ERROR)).toBeTruthy();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    press('Close');
    expect(onDone).toHaveBeenCalled();
  });

  it.each(['constructor', '__proto__', 'A_NEW_TYPE', undefined])(
    'has words for a failure of type %s',
    (type) => {
      show({ phase: 'interrupted', error: error('provider_error', type) });
      expect(screen.getByText(en.problems.other)).toBeTruthy();
    },
  );

  it('is done, and changes nothing any more, once the flow has ended well', () => {
    const { go, onDone } = show({ phase: 'active' });
    go({ phase: 'settled', outcome: { status: 'success', sessionId: 's', mode: 'popup' } });
    expect(onDone).toHaveBeenCalled();
  });

  it('draws nothing over a frame that the page has placed, and a bar when it is silent', () => {
    const { go } = show({ phase: 'active' }, 'iframe');
    expect(screen.queryByRole('dialog')).toBeNull();
    go({ phase: 'stalled' });
    expect(screen.getByText(en.stalledText)).toBeTruthy();
  });

  it('puts the close button before the frame', () => {
    const slot = document.createElement('div');
    show({ phase: 'active' }, 'iframe', { slot });
    const close = screen.getByRole('button', { name: 'Close' });
    expect(close.compareDocumentPosition(slot) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('speaks the language it is given, in its direction', () => {
    show({ phase: 'active' }, 'popup', { texts: ar });
    const dialog = screen.getByRole('dialog', { name: ar.waitingTitle });
    expect([dialog.lang, dialog.dir]).toEqual(['ar', 'rtl']);
  });
});

describe('a window that is lost', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked after only when it has been lost for a second', async () => {
    const { go, flow } = show({ phase: 'active' });
    await act(() => go({ phase: 'detached' }));
    expect(screen.queryByText(en.detachedText)).toBeNull();
    await act(() => void vi.advanceTimersByTime(900));
    expect(screen.queryByText(en.detachedText)).toBeNull();
    await act(() => void vi.advanceTimersByTime(200));
    expect(screen.getByText(en.detachedText)).toBeTruthy();
    press(en.reopen);
    expect(flow.reopen).toHaveBeenCalled();
  });
});
