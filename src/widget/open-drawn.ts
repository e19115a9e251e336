import { browserPorts } from '../flow/browser-ports.ts';
import { createFlow, handleOf } from '../flow/create-flow.ts';
import { cancel, type Flow, fail, isSettled } from '../flow/flow.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions } from '../model/options.ts';
import { checkUiOptions } from '../model/ui-options.ts';
import type { mountWidget } from '../ui/mount-widget.tsx';

/** The part that draws: at hand, or loaded when it is needed. */
export type LoadUi = () => MountWidget | Promise<MountWidget>;
type MountWidget = typeof mountWidget;

/** A flow with its UI attached. */
export function openDrawn(options: OpenConsentOptions, loadUi: LoadUi): ConsentFlow {
  checkUiOptions(options);
  const drawn = options?.ui !== false;
  // The frame waits in it, unloaded, until the dialog takes it into the page.
  const slot = drawn && options?.mode === 'iframe' && !options.container ? newSlot() : undefined;
  const flow = createFlow(slot ? { ...options, container: slot } : options, browserPorts(window), drawn);
  const handle = handleOf(flow);
  if (drawn) void draw(flow, handle, slot, loadUi);
  return handle;
}

function newSlot(): Element {
  const slot = document.createElement('div');
  slot.className = 'slot';
  return slot;
}

async function draw(
  flow: Flow,
  handle: ConsentFlow,
  slot: Element | undefined,
  loadUi: LoadUi,
): Promise<void> {
  try {
    const mount = await loadUi();
    const { state } = handle;
    if (state.phase === 'settled' && state.outcome.status !== 'failed') return;
    const { ui, iframe, container } = flow.options;
    const options = typeof ui === 'object' ? ui : {};
    mount(window, {
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
