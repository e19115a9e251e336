/** @jsxImportSource react */
// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { StrictMode, useEffect, version } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenConsentOptions } from '../../../src/index.ts';
import { type ConsentHook, useOpenConsent } from '../../../src/react.ts';

const AUTH_URL = 'https://auth.fiskil.com/?sess_id=s-1';
const session = { session_id: 's-1', auth_url: AUTH_URL, expires_at: 9_999_999_999 };

/** As much of a window as a popup's opener sees of it. */
function fakeWindow() {
  const replace = vi.fn();
  const popup = {
    closed: false,
    document: document.implementation.createHTMLDocument(),
    location: {
      replace,
      get href() {
        if (replace.mock.calls.length) throw new Error('another origin');
        return 'about:blank';
      },
    },
    focus: vi.fn(),
    close: () => {
      popup.closed = true;
    },
  };
  return popup;
}
let popups: ReturnType<typeof fakeWindow>[];
const popup = () => popups.at(-1) as ReturnType<typeof fakeWindow>;

/** Whatever is on its way: answers, microtasks, what the page does a moment later. */
const settled = () => act(() => vi.advanceTimersByTimeAsync(50));

/** The provider's word, from the newest window. */
async function say(data: object): Promise<void> {
  const message = new MessageEvent('message', { data, origin: 'https://auth.fiskil.com' });
  Object.defineProperty(message, 'source', { value: popup() });
  await act(async () => window.dispatchEvent(message));
  await settled();
}

// happy-dom has none.
Object.assign(window, { origin: location.origin });

const complain = vi.spyOn(console, 'error');
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  popups = [];
  vi.spyOn(window, 'open').mockImplementation(() => {
    popups.push(fakeWindow());
    return popup() as unknown as Window;
  });
  complain.mockClear();
});
afterEach(async () => {
  cleanup();
  await settled();
  vi.useRealTimers();
  vi.mocked(window.open).mockRestore();
  // React complains there of what a hook must not do.
  expect(complain.mock.calls).toEqual([]);
});

let hook: ConsentHook;
let renders: number;

function Connect(options: Partial<OpenConsentOptions>) {
  hook = useOpenConsent({ session, mode: 'popup', ui: false, ...options });
  renders += 1;
  return (
    <button type="button" onClick={hook.open}>
      {hook.state.phase} {hook.outcome?.status}
    </button>
  );
}

function show(options: Partial<OpenConsentOptions> = {}) {
  renders = 0;
  const { rerender, unmount } = render(<Connect {...options} />);
  return { rerender: (next: Partial<OpenConsentOptions>) => rerender(<Connect {...next} />), unmount };
}

const press = () => fireEvent.click(screen.getByRole('button'));
const text = () => screen.getByRole('button').textContent;

/** Handlers that note what they are told, all in one list. */
function notes(name = '') {
  const told: string[] = [];
  const note = (what: string) => told.push(name + what);
  return {
    told,
    handlers: {
      onSuccess: () => note('success'),
      onCancel: ({ reason }: { reason: string }) => note(reason),
      onError: () => note('error'),
      onEvent: ({ type }: { type: string }) => note(type),
    },
  };
}

describe(`useOpenConsent() in React ${version}`, () => {
  it('runs in the React that this project is for', ({ task }) => {
    expect(version.split('.')[0]).toBe(task.file.projectName === 'react-18' ? '18' : '19');
  });

  it('opens the window in the click, and tells how it ends', async () => {
    const { told, handlers } = notes();
    show(handlers);
    expect(text()).toBe('idle ');
    press();
    expect(popups).toHaveLength(1);
    expect(text()).toBe('preparing ');
    await settled();
    expect(vi.mocked(window.open).mock.calls[0]?.[0]).toBe(AUTH_URL);
    expect(text()).toBe('active ');
    await say({ isCompleted: true, consentID: 'c-1' });
    expect(text()).toBe('settled success');
    expect(hook.outcome).toEqual({ status: 'success', sessionId: 's-1', consentId: 'c-1', mode: 'popup' });
    expect(told).toEqual(['session_ready', 'opened', 'settled', 'success']);
  });

  it('renders no more often than the state changes, and gives the same functions each time', async () => {
    show();
    const { open, cancel, focus, reopen } = hook;
    press();
    await settled();
    await say({ isCompleted: true });
    expect(renders).toBe(4); // idle, preparing, active, settled
    expect(hook).toMatchObject({ open, cancel, focus, reopen });
  });

  it('brings the flow that runs forward at a second press', async () => {
    show();
    press();
    await settled();
    press();
    expect(popups).toHaveLength(1);
    expect(popup().focus).toHaveBeenCalledOnce();
    act(() => hook.focus());
    expect(popup().focus).toHaveBeenCalledTimes(2);
  });

  it('starts another once one has ended, without its outcome', async () => {
    show({ session: () => ({ ...session, session_id: `s-${popups.length}` }) });
    press();
    await settled();
    act(() => hook.cancel());
    expect(text()).toBe('settled cancelled');
    expect(popup().closed).toBe(true);
    press();
    expect(popups).toHaveLength(2);
    expect(text()).toBe('preparing ');
    await settled();
    await say({ isCompleted: true });
    expect(hook.outcome).toMatchObject({ status: 'success', sessionId: 's-2' });
  });

  it('does nothing with a flow that is not there', () => {
    show();
    act(() => {
      hook.cancel();
      hook.focus();
      hook.reopen();
    });
    expect(text()).toBe('idle ');
  });

  it('throws what is wrong with the options out of open(), and stays as it was', () => {
    show({ mode: 'tab' as 'popup' });
    expect(() => hook.open()).toThrow("mode takes 'redirect', 'popup', 'iframe' or 'auto'");
    expect(text()).toBe('idle ');
    expect(popups).toEqual([]);
  });

  it.each(['session', 'getStatus', 'onSuccess', 'onEvent'] as const)(
    'says so too where %s is no function',
    (name) => {
      show({ [name]: 7 } as unknown as OpenConsentOptions);
      expect(() => hook.open()).toThrow(`${name} takes`);
    },
  );

  it('hands on an error of the provider', async () => {
    show();
    press();
    await settled();
    await say({ isCompleted: false, error: 'server_error', errorType: 'CONSENT_TIMEOUT' });
    expect(hook.outcome).toMatchObject({ status: 'failed', error: { errorType: 'CONSENT_TIMEOUT' } });
  });
});

describe(`of several renders, useOpenConsent() in React ${version}`, () => {
  it('calls the newest callbacks, within one flow', async () => {
    const [first, second] = [notes('first '), notes('second ')];
    const page = show(first.handlers);
    press();
    await settled();
    page.rerender(second.handlers);
    await say({ isCompleted: true });
    expect(first.told).toEqual(['first session_ready', 'first opened']);
    expect(second.told).toEqual(['second settled', 'second success']);
    expect(popups).toHaveLength(1);
  });

  it('calls callbacks that came after the press, and none that have gone', async () => {
    const { told, handlers } = notes();
    const page = show({ onEvent: handlers.onEvent });
    press();
    page.rerender({ onCancel: handlers.onCancel });
    await settled();
    act(() => hook.cancel());
    await settled();
    expect(told).toEqual(['aborted']);
  });

  it('mints with the newest session function', async () => {
    const [first, second] = [vi.fn(() => session), vi.fn(() => session)];
    const page = show({ session: first });
    page.rerender({ session: second });
    press();
    await settled();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
    expect(second).toHaveBeenCalledWith({ signal: expect.any(AbortSignal), flowId: expect.any(String) });
  });

  it('keeps the rest of the options as they were at the press', async () => {
    const page = show();
    press();
    page.rerender({ mode: 'redirect' });
    await settled();
    await say({ isCompleted: true });
    expect(hook.outcome?.mode).toBe('popup');
  });
});

describe(`unmounted, useOpenConsent() in React ${version}`, () => {
  it.each(['preparing', 'active'])('ends a flow that is %s, and calls nobody', async (phase) => {
    const { told, handlers } = notes();
    const asked = vi.fn(({ signal }: { signal: AbortSignal }) =>
      phase === 'active' ? session : new Promise<never>((_, no) => signal.addEventListener('abort', no)),
    );
    const page = show({ ...handlers, session: asked });
    press();
    await settled();
    expect(hook.state.phase).toBe(phase);
    told.length = 0;
    page.unmount();
    expect(popup().closed).toBe(true);
    if (phase === 'preparing') expect(asked.mock.calls[0]?.[0].signal.aborted).toBe(true);
    await settled();
    expect(told).toEqual([]);
  });

  it('does not call what comes late either', async () => {
    const { told, handlers } = notes();
    const page = show(handlers);
    press();
    await settled();
    act(() => hook.cancel());
    await settled();
    page.unmount();
    await say({ isCompleted: true });
    expect(told.slice(-2)).toEqual(['settled', 'aborted']);
  });

  it('still tells the end of a flow that had ended before', async () => {
    const { told, handlers } = notes();
    const page = show(handlers);
    press();
    await settled();
    act(() => hook.cancel());
    page.unmount();
    await settled();
    expect(told.at(-1)).toBe('aborted');
  });

  it('opens nothing any more', () => {
    const page = show();
    const { open } = hook;
    page.unmount();
    open();
    expect(popups).toEqual([]);
  });
});

describe(`rendered on a server, useOpenConsent() in React ${version}`, () => {
  it('is taken over by the page without a difference', async () => {
    const container = document.createElement('div');
    container.innerHTML = renderToString(<Connect />);
    document.body.append(container);
    render(<Connect />, { container, hydrate: true });
    press();
    await settled();
    expect(text()).toBe('active ');
  });
});

describe(`in StrictMode, useOpenConsent() in React ${version}`, () => {
  it('runs a flow as it does without', async () => {
    const { told, handlers } = notes();
    render(
      <StrictMode>
        <Connect {...handlers} />
      </StrictMode>,
    );
    press();
    await settled();
    expect(popups).toHaveLength(1);
    await say({ isCompleted: true });
    expect(text()).toBe('settled success');
    expect(told).toEqual(['session_ready', 'opened', 'settled', 'success']);
  });

  it('ends one of two flows that an effect has opened, unheard', async () => {
    const { told, handlers } = notes();
    function Eager() {
      const { open, state } = useOpenConsent({
        session: () => session,
        mode: 'popup',
        ui: false,
        ...handlers,
      });
      useEffect(open, [open]);
      return <p>{state.phase}</p>;
    }
    render(
      <StrictMode>
        <Eager />
      </StrictMode>,
    );
    await settled();
    expect(popups.map(({ closed }) => closed)).toEqual([true, false]);
    expect(screen.getByText('active')).toBeDefined();
    expect(told).toEqual(['session_requested', 'session_ready', 'opened']);
  });
});
