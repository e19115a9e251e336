import { browserPorts } from '../flow/browser-ports.ts';
import { createFlow, handleOf } from '../flow/create-flow.ts';
import { cancel, type Flow, fail, isSettled } from '../flow/flow.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { checkUiOptions } from '../model/ui-options.ts';

/**
 * Opens an auth session, by redirect, popup or iframe, and tells how it ended. Call it inside the user's click: the
 * window opens before anything is awaited. What a person needs to see on the way (the dialog around a frame,
 * "Continue in the window that opened", "Start again") is drawn, unless `ui` is `false`.
 *
 * @throws ConsentError `invalid_option`, or `invalid_auth_url` of a session given as a value. All else that goes wrong
 * is an outcome.
 */
export function openConsent(options: OpenConsentOptions): ConsentFlow {
  checkUiOptions(options);
  const drawn = options?.ui !== false;
  // The frame waits in it, unloaded, until the dialog takes it into the page.
  const slot = drawn && options?.mode === 'iframe' && !options.container ? newSlot() : undefined;
  const flow = createFlow(slot ? { ...options, container: slot } : options, browserPorts(window), drawn);
  const handle = handleOf(flow);
  if (drawn) void draw(flow, handle, slot);
  return handle;
}

function newSlot(): Element {
  const slot = document.createElement('div');
  slot.className = 'slot';
  return slot;
}

async function draw(flow: Flow, handle: ConsentFlow, slot: Element | undefined): Promise<void> {
  try {
    const { mountWidget } = await import('../ui/mount-widget.tsx');
    const { state } = handle;
    if (state.phase === 'settled' && state.outcome.status !== 'failed') return;
    const { ui, iframe, container } = flow.options;
    const options = typeof ui === 'object' ? ui : {};
    mountWidget(window, {
      flow: handle,
      mode: () => flow.mode,
      options,
      slot,
      within: container?.closest('dialog'),
      frameTitle: iframe?.title,
    });
  } catch (cause) {
    if (!isSettled(flow)) giveUp(flow, slot !== undefined, cause);
  }
}

/** The UI that was counted on is not to be had: what needs it ends, the rest goes on without. */
function giveUp(flow: Flow, framed: boolean, cause: unknown): void {
  const { phase } = flow.state;
  flow.interactive = false;
  if (phase === 'interrupted') cancel(flow, 'dismissed');
  else if (phase === 'blocked' || framed)
    fail(flow, new ConsentError('ui_unavailable', 'the part that draws the widget did not load', { cause }));
}
