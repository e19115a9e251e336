import { coreTexts } from '../browser/loaded-texts.ts';
import { outsideZones } from '../browser/zone.ts';
import { browserPorts } from '../flow/browser-ports.ts';
import { createFlow, handleOf } from '../flow/create-flow.ts';
import { cancel, type Flow, fail, isSettled } from '../flow/flow.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentFlow } from '../model/flow-state.ts';
import type { OpenConsentOptions, UiOptions } from '../model/options.ts';
import { checkUiOptions } from '../model/ui-options.ts';
import type { mountWidget } from '../ui/mount-widget.tsx';
import { withAhead } from './ahead.ts';

/** Returns the UI, which may have to be loaded first. */
export type LoadUi = () => MountWidget | Promise<MountWidget>;
type MountWidget = typeof mountWidget;

/** Opens a flow with its UI. `of`: see `Request`. */
export function openDrawn(options: OpenConsentOptions, loadUi: LoadUi, of?: unknown): ConsentFlow {
  return outsideZones(withAhead(options, of), (own) => open(own, loadUi));
}

function open(options: OpenConsentOptions, loadUi: LoadUi): ConsentFlow {
  const ui = checkUiOptions(options);
  // The slot holds the frame, unloaded, until the dialog puts it into the page.
  const slot = ui && options?.mode === 'iframe' && !options.container ? newSlot() : undefined;
  const ports = browserPorts(window, coreTexts(window, ui));
  const flow = createFlow(slot ? { ...options, container: slot } : options, ports, !!ui);
  const handle = handleOf(flow);
  if (ui) attachUi(handle, draw(flow, handle, ui, slot, loadUi));
  return handle;
}

function newSlot(): Element {
  const slot = document.createElement('div');
  slot.className = 'slot';
  return slot;
}

/** `cancel()` also removes the UI, even if the flow has already failed and its panel is still open. */
function attachUi(handle: ConsentFlow, drawn: Promise<(() => void) | undefined>): void {
  const { cancel } = handle;
  handle.cancel = (reason) => {
    cancel(reason);
    void drawn.then((stop) => stop?.());
  };
}

/** Mounts the UI. Resolves to a function that removes it, or to undefined if there is no UI. */
async function draw(
  flow: Flow,
  handle: ConsentFlow,
  options: UiOptions,
  slot: Element | undefined,
  loadUi: LoadUi,
): Promise<(() => void) | undefined> {
  const { container, signal } = flow.options;
  try {
    const mount = await loadUi();
    const { state } = handle;
    if (state.phase === 'settled' && (state.outcome.status !== 'failed' || signal?.aborted)) return undefined;
    return mount(window, {
      flow: handle,
      mode: () => flow.mode,
      options,
      slot,
      signal,
      within: container?.closest('dialog'),
    });
  } catch (cause) {
    if (!isSettled(flow)) giveUp(flow, slot !== undefined, cause);
    return undefined;
  }
}

/** The UI could not load. A flow that needs it ends. Any other flow continues without it. */
function giveUp(flow: Flow, framed: boolean, cause: unknown): void {
  const { phase } = flow.state;
  flow.interactive = false;
  if (phase === 'interrupted') cancel(flow, 'dismissed');
  else if (phase === 'blocked' || framed)
    fail(flow, new ConsentError('ui_unavailable', 'the part that draws the widget did not load', { cause }));
}
