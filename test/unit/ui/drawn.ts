import { act, type BoundFunctions, fireEvent, type queries, within } from '@testing-library/preact';
import { afterEach, beforeEach, type Mock, vi } from 'vitest';
import { ConsentError, type ConsentErrorCode } from '../../../src/model/consent-error.ts';
import type { ConsentFlow, FlowState } from '../../../src/model/flow-state.ts';
import type { LaunchMode } from '../../../src/model/launch-mode.ts';
import type { UiOptions } from '../../../src/model/options.ts';
import { type Drawing, mountWidget } from '../../../src/ui/mount-widget.tsx';

export interface FakeFlow {
  flow: ConsentFlow;
  verbs: Record<'focus' | 'reopen' | 'retry' | 'cancel', Mock>;
  listeners: Set<(state: FlowState) => void>;
  go(next: FlowState): void;
}

/** A flow that does nothing but stand where it is put. */
function fakeFlow(state: FlowState): FakeFlow {
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
  return {
    flow,
    verbs,
    listeners,
    go(next: FlowState) {
      act(() => {
        now = next;
        for (const listener of [...listeners]) listener(next);
      });
    },
  };
}

export const hosts = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.open-consent')];
/** Queries in the newest shadow root: a role is a role there too. */
export const seen = (): BoundFunctions<typeof queries> =>
  within(hosts().at(-1)?.shadowRoot as unknown as HTMLElement);
export const dialog = (name: string): HTMLElement => seen().getByRole('dialog', { name });
export const press = (name: string): unknown => fireEvent.click(seen().getByRole('button', { name }));
export const visible = (): HTMLElement[] => hosts().filter((host) => host.style.display !== 'none');

/** What a screen reader is told of the language. */
export function language(): string[] {
  const { lang = '', dir = '' } = hosts().at(-1) ?? {};
  return [lang, dir];
}

/** How long a window or a redirect has no panel once it was sent to the provider. */
export const QUIET_MS = 1000;
/** How long it has none while the server mints. */
export const MINTING_QUIET_MS = 200;

export const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms)) as unknown as undefined;

/** Draws a flow. `after`: how many milliseconds ago. */
export function draw(
  state: FlowState,
  options: UiOptions = {},
  more: Partial<Drawing> & { launch?: LaunchMode; after?: number } = {},
): FakeFlow {
  const fake = fakeFlow(state);
  const { launch = 'popup', after = QUIET_MS, ...drawing } = more;
  let stop = () => {};
  act(() => {
    stop = mountWidget(window, {
      flow: fake.flow,
      mode: () => launch,
      options,
      slot: undefined,
      within: undefined,
      signal: undefined,
      ...drawing,
    });
  });
  stops.push(() => stop());
  pass(after);
  return fake;
}

let stops: (() => void)[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
  vi.runAllTimers();
  vi.useRealTimers();
});

export const active: FlowState = { phase: 'active' };
export const failed = (code: ConsentErrorCode, errorType?: string): ConsentError =>
  new ConsentError(code, 'for developers', {
    retry: 'new_session',
    ...(errorType && { fields: { errorType, errorDescription: 'the provider’s own words' } }),
  });

/** A frame in a slot that says it has loaded. */
export function loadFrame(slot: Element): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  slot.replaceChildren(frame);
  act(() => void frame.dispatchEvent(new Event('load')));
  return frame;
}
