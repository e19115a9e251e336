// @vitest-environment happy-dom
import { within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { loadTexts } from '../../../src/browser/loaded-texts.ts';
import { ConsentError, type ConsentErrorCode } from '../../../src/model/consent-error.ts';
import type { FlowState } from '../../../src/model/flow-state.ts';
import type { LaunchMode } from '../../../src/model/launch-mode.ts';
import type { UiOptions } from '../../../src/model/options.ts';
import type { ProblemKey } from '../../../src/model/texts.ts';
import { de } from '../../../src/texts/de.ts';
import { en } from '../../../src/texts/en.ts';
import {
  active,
  dialog,
  draw,
  failed,
  hosts,
  language,
  loadFrame,
  MINTING_QUIET_MS,
  pass,
  press,
  QUIET_MS,
  seen,
  visible,
} from './drawn.ts';

describe('every state', () => {
  const inDialog = () => ({ launch: 'iframe' as const, slot: document.createElement('div') });

  it.each<[string, FlowState, LaunchMode, string, string[]]>([
    ['preparing a popup', { phase: 'preparing' }, 'popup', en.waitingTitle, ['Show window', 'Cancel']],
    ['an open popup', active, 'popup', en.waitingTitle, ['Show window', 'Cancel']],
    ['a blocked popup', { phase: 'blocked' }, 'popup', en.blockedTitle, ['Open window', 'Cancel']],
    ['preparing a redirect', { phase: 'preparing' }, 'redirect', en.leavingTitle, ['Cancel']],
    ['leaving', { phase: 'redirecting' }, 'redirect', en.leavingTitle, ['Cancel']],
    [
      'an inline frame that is refused',
      { phase: 'blocked' },
      'iframe',
      en.refusedTitle,
      ['Continue in a new window', 'Cancel'],
    ],
    [
      'a failure to mend',
      { phase: 'interrupted', error: failed('session_expired') },
      'popup',
      en.problemTitle,
      ['Start again', 'Close'],
    ],
  ])('(%s) has its heading and its buttons', (_name, state, launch, title, buttons) => {
    draw(state, {}, { launch });
    expect(dialog(title)).toBeTruthy();
    expect(
      seen()
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(buttons);
  });

  it.each<FlowState>([{ phase: 'preparing' }, active])(
    '(frame, $phase) is the dialog with a close button',
    (state) => {
      draw(state, {}, inDialog());
      expect(dialog(en.connect)).toBeTruthy();
      expect(seen().getByRole('status').textContent).toBe(en.loading);
      expect(seen().getAllByRole('button')).toEqual([seen().getByRole('button', { name: 'Close' })]);
    },
  );

  it('(silent frame) adds the offer before the frame', () => {
    const { slot, launch } = inDialog();
    const { verbs } = draw({ phase: 'stalled' }, {}, { slot, launch });
    const offer = seen().getByRole('button', { name: en.continueInWindow });
    expect(offer.compareDocumentPosition(slot) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    press(en.continueInWindow);
    expect(verbs.reopen).toHaveBeenCalledOnce();
  });

  it('(silent inline frame) is a bar that says its language', () => {
    draw({ phase: 'stalled' }, { texts: { lang: 'ar', dir: 'rtl' } }, { launch: 'iframe' });
    expect(seen().queryByRole('dialog')).toBeNull();
    expect(seen().getByRole('status').textContent).toBe(en.stalledText);
    expect(language()).toEqual(['ar', 'rtl']);
  });

  it.each<FlowState>([{ phase: 'idle' }, { phase: 'preparing' }, active])(
    '($phase, inline frame) is nothing',
    (state) => {
      draw(state, {}, { launch: 'iframe' });
      expect(hosts()[0]?.shadowRoot?.childElementCount).toBe(0);
    },
  );

  it.each<FlowState>([
    { phase: 'settled', outcome: { status: 'success', sessionId: 's', mode: 'popup' } },
    { phase: 'settled', outcome: { status: 'cancelled', reason: 'denied', mode: 'popup' } },
  ])('(ended as $outcome.status) takes the widget away', (state) => {
    const { go, listeners } = draw(active);
    go(state);
    expect(visible()).toEqual([]);
    vi.runAllTimers();
    expect(hosts()).toEqual([]);
    expect(listeners.size).toBe(0);
    expect(document.documentElement.hasAttribute('style')).toBe(false);
  });
});

describe('the first moment of a window or a redirect', () => {
  it.each<[FlowState, LaunchMode, number]>([
    [{ phase: 'preparing' }, 'popup', MINTING_QUIET_MS],
    [active, 'popup', QUIET_MS],
    [{ phase: 'preparing' }, 'redirect', MINTING_QUIET_MS],
    [{ phase: 'redirecting' }, 'redirect', QUIET_MS],
  ])('(%o, %s) has no panel for %i ms', (state, launch, ms) => {
    draw(state, {}, { launch, after: ms - 1 });
    expect(seen().queryByRole('dialog')).toBeNull();
    pass(1);
    expect(seen().getByRole('dialog')).toBeTruthy();
  });

  it('has a panel at once if the user is needed', () => {
    const { go } = draw({ phase: 'preparing' }, {}, { after: 0 });
    go({ phase: 'blocked' });
    expect(dialog(en.blockedTitle)).toBeTruthy();
  });

  it('is over once there is a panel', () => {
    const { go } = draw({ phase: 'preparing' }, {}, { after: 0 });
    go({ phase: 'detached' });
    go(active);
    expect(dialog(en.waitingTitle)).toBeTruthy();
  });

  it('begins anew when the window is sent to the provider', () => {
    const { go } = draw({ phase: 'preparing' }, {}, { after: MINTING_QUIET_MS - 1 });
    go(active);
    pass(QUIET_MS - 1);
    expect(seen().queryByRole('dialog')).toBeNull();
    pass(1);
    expect(dialog(en.waitingTitle)).toBeTruthy();
  });

  it('does not begin anew where minting had a panel already', () => {
    const { go } = draw({ phase: 'preparing' }, {}, { after: MINTING_QUIET_MS });
    go(active);
    expect(dialog(en.waitingTitle)).toBeTruthy();
  });

  it('shows nothing of a flow that ends in it', () => {
    const { go } = draw(active, {}, { after: 0 });
    go({ phase: 'settled', outcome: { status: 'success', sessionId: 's', mode: 'popup' } });
    pass(QUIET_MS);
    expect(hosts()).toEqual([]);
  });
});

describe('the buttons', () => {
  const inDialog = { launch: 'iframe' as const, slot: document.createElement('div') };

  it.each([
    ['Show window', 'focus', active, {}],
    ['Open window', 'reopen', { phase: 'blocked' }, {}],
    [en.continueInWindow, 'reopen', { phase: 'blocked' }, inDialog],
    [en.continueInWindow, 'reopen', { phase: 'stalled' }, { launch: 'iframe' }],
    ['Start again', 'retry', { phase: 'interrupted', error: failed('session_expired') }, {}],
  ] as const)('(%s) means %s', (name, verb, state, where) => {
    const { verbs } = draw(state, {}, where);
    press(name);
    expect(verbs[verb]).toHaveBeenCalledOnce();
    expect(visible()).toHaveLength(1);
  });

  it('of a lost window mean another one', () => {
    const { verbs } = draw({ phase: 'detached' });
    press(en.reopen);
    expect(verbs.reopen).toHaveBeenCalledOnce();
  });

  it.each<[string, FlowState]>([
    ['Cancel', active],
    ['Cancel', { phase: 'redirecting' }],
    ['Close', { phase: 'interrupted', error: failed('session_expired') }],
  ])('(%s, $phase) dismiss the flow, and the widget with it', (name, state) => {
    const { verbs } = draw(state);
    press(name);
    expect(verbs.cancel).toHaveBeenCalledExactlyOnceWith('dismissed');
    expect(visible()).toEqual([]);
  });

  it('are one, to close, where a failure is for good', () => {
    const error = failed('provider_error', 'CONSENT_UPSTREAM_PROCESSING_ERROR');
    draw({ phase: 'settled', outcome: { status: 'failed', error, mode: 'popup' } });
    expect(seen().getByText(en.problems.CONSENT_UPSTREAM_PROCESSING_ERROR)).toBeTruthy();
    expect(seen().getAllByRole('button')).toHaveLength(1);
    press('Close');
    expect(visible()).toEqual([]);
  });
});

it('a lost window is asked about until it is back', () => {
  const { go } = draw(active);
  go({ phase: 'detached' });
  expect(dialog(en.detachedTitle)).toBeTruthy();
  go(active);
  expect(dialog(en.waitingTitle)).toBeTruthy();
});

describe('what happened', () => {
  const TYPES: [ConsentErrorCode, string | undefined, ProblemKey][] = [
    ['session_expired', undefined, 'session_expired'],
    ['session_invalid', 'AUTH_SESSION_INVALID', 'session_invalid'],
    ['session_used', undefined, 'session_used'],
    ['session_request_failed', undefined, 'session_request_failed'],
    ['provider_error', 'CONSENT_OTP_FAILURE', 'CONSENT_OTP_FAILURE'],
    ['provider_error', 'CONSENT_ENDUSER_INELIGIBLE', 'CONSENT_ENDUSER_INELIGIBLE'],
    ['provider_error', 'CONSENT_TIMEOUT', 'CONSENT_TIMEOUT'],
    ['provider_error', 'CONSENT_UPSTREAM_PROCESSING_ERROR', 'CONSENT_UPSTREAM_PROCESSING_ERROR'],
    ['provider_error', 'CONSUMERDATA_PROCESSING_ERROR', 'CONSUMERDATA_PROCESSING_ERROR'],
    ['session_mismatch', undefined, 'other'],
    ['provider_error', 'other', 'other'],
  ];

  it.each(TYPES)('is said in our words for %s, %s', (code, errorType, key) => {
    draw({ phase: 'interrupted', error: failed(code, errorType) });
    expect(within(dialog(en.problemTitle)).getByText(en.problems[key])).toBeTruthy();
    expect(seen().queryByText(/provider’s own|developers/)).toBeNull();
  });

  it.each(['constructor', '__proto__', 'A_NEW_TYPE', undefined])('has words for a type like %s', (type) => {
    draw({ phase: 'interrupted', error: failed('provider_error', type) });
    expect(seen().getByText(en.problems.other)).toBeTruthy();
  });

  it.each<[number, ProblemKey]>([
    [401, 'session_not_allowed'],
    [403, 'session_not_allowed'],
    [404, 'session_request_failed'],
    [429, 'session_busy'],
    [500, 'session_request_failed'],
    [503, 'session_busy'],
  ])('is said by the kind of refusal: %i', (status, key) => {
    const error = new ConsentError('session_request_failed', 'for developers', { status });
    draw({ phase: 'settled', outcome: { status: 'failed', error, mode: 'popup' } });
    expect(seen().getByText(en.problems[key])).toBeTruthy();
  });

  it('has a sentence for every problem there is', () => {
    const keys = [...TYPES.map(([, , key]) => key), 'session_not_allowed', 'session_busy'];
    expect(new Set(keys)).toEqual(new Set(Object.keys(en.problems)));
    expect(new Set(Object.values(en.problems)).size).toBe(Object.keys(en.problems).length);
  });
});

describe('leaving a frame', () => {
  const leaveStep = () => seen().queryByRole('heading', { name: en.leaveTitle });

  function framed(options: UiOptions = {}) {
    const slot = document.createElement('div');
    return { slot, ...draw(active, options, { launch: 'iframe', slot }) };
  }

  it('is asked about once the frame has loaded, and can be thought better of', () => {
    const { slot, verbs } = framed();
    loadFrame(slot);
    expect(seen().queryByText(en.loading)).toBeNull();
    press('Close');
    expect(leaveStep()).toBeTruthy();
    expect(slot.hasAttribute('inert')).toBe(true);
    press('Stay');
    expect(leaveStep()).toBeNull();
    expect(slot.hasAttribute('inert')).toBe(false);
    expect(verbs.cancel).not.toHaveBeenCalled();
    press('Close');
    press('Leave');
    expect(verbs.cancel).toHaveBeenCalledWith('dismissed');
    expect(visible()).toEqual([]);
  });

  it('is not asked about before the frame has loaded', () => {
    const { verbs } = framed();
    press('Close');
    expect(verbs.cancel).toHaveBeenCalledWith('dismissed');
  });

  it('is not asked about where confirmClose is false', () => {
    const { slot, verbs } = framed({ confirmClose: false });
    loadFrame(slot);
    press('Close');
    expect(verbs.cancel).toHaveBeenCalledWith('dismissed');
  });

  it('is forgotten when the frame is another one', () => {
    const { slot, go, verbs } = framed();
    loadFrame(slot);
    press('Close');
    go({ phase: 'interrupted', error: failed('session_expired') });
    expect(leaveStep()).toBeNull();
    go({ phase: 'preparing' });
    expect(leaveStep()).toBeNull();
    expect(slot.hasAttribute('inert')).toBe(false);
    expect(seen().getByText(en.loading)).toBeTruthy();
    press('Close');
    expect(verbs.cancel).toHaveBeenCalledWith('dismissed');
  });
});

describe('the words', () => {
  it('are the integrator’s own where there are some, problems one by one', () => {
    const texts = { waitingTitle: 'Over there', problems: { CONSENT_TIMEOUT: 'Too slow' } };
    const { go } = draw(active, { texts });
    expect(dialog('Over there').textContent).toContain(en.waitingText);
    go({ phase: 'interrupted', error: failed('provider_error', 'CONSENT_TIMEOUT') });
    expect(seen().getByText('Too slow')).toBeTruthy();
    go(active);
    go({ phase: 'interrupted', error: failed('provider_error', 'CONSENT_OTP_FAILURE') });
    expect(seen().getByText(en.problems.CONSENT_OTP_FAILURE)).toBeTruthy();
  });

  it('are in a language that is loaded, with the integrator’s over it', () => {
    loadTexts(window, de);
    draw(active, { lang: 'de-AT', texts: { cancel: 'Weg' } });
    const shown = dialog(de.waitingTitle);
    expect(language()).toEqual(['de', 'ltr']);
    expect(within(shown).getByRole('button', { name: 'Weg' })).toBeTruthy();
  });

  it('are English where the language is not loaded', () => {
    draw(active, { lang: 'nl' });
    expect(dialog(en.waitingTitle)).toBeTruthy();
    expect(language()).toEqual(['en', 'ltr']);
  });
});

describe('the host element', () => {
  it.each([undefined, 'light', 'dark', 'system'] as const)('carries the theme: %s', (theme) => {
    draw(active, theme ? { theme } : {});
    expect(hosts()[0]?.dataset['theme']).toBe(theme ?? 'system');
  });

  it('stands beside the body, or in the page’s own dialog', () => {
    draw(active);
    expect(hosts()[0]?.parentElement).toBe(document.documentElement);
    const theirs = document.createElement('dialog');
    document.body.append(theirs);
    draw({ phase: 'stalled' }, {}, { launch: 'iframe', within: theirs });
    expect(hosts().map(({ parentElement }) => parentElement)).toContain(theirs);
  });

  it.each<[FlowState, number]>([
    [{ phase: 'settled', outcome: { status: 'cancelled', reason: 'aborted', mode: 'iframe' } }, 1],
    [{ phase: 'settled', outcome: { status: 'success', sessionId: 's', mode: 'iframe' } }, 0],
  ])('keeps a frame that was cancelled for a moment, out of sight, and no other', (end, kept) => {
    const slot = document.createElement('div');
    const { go } = draw(active, {}, { launch: 'iframe', slot });
    const frame = loadFrame(slot);
    if (!kept) frame.remove(); // as the launcher does, where nothing more can come
    go(end);
    expect(visible()).toEqual([]);
    vi.advanceTimersByTime(900);
    expect(hosts()).toHaveLength(kept);
    vi.advanceTimersByTime(200);
    expect(hosts()).toEqual([]);
  });
});
