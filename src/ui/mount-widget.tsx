import { render } from 'preact';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { UiOptions } from '../model/options.ts';
import { createHost } from './create-host.ts';
import { keepEvents } from './keep-events.ts';
import { modalIn } from './modal.ts';
import { pickTexts } from './texts/pick-texts.ts';
import { viewOf } from './view.ts';
import { Widget } from './widget.tsx';
import type { WidgetProps } from './widget-props.ts';

/** How long the launcher's frame stays in the slot, hidden: a cancelled frame may still post a message. */
const LINGER_MS = 1000;

/** A window or a redirect gets its panel only after this time. Before, the panel would only flash. */
const QUIET_MS = 200;
/** The same, from when the provider's page is on its way. Before, drawing the panel would delay that page by 25 ms. */
const SENT_QUIET_MS = 1000;

/** What the widget needs to show a flow. */
export interface Drawing {
  flow: ConsentFlow;
  /** The current mode: a flow that began in a frame may have continued in a window. */
  mode(): LaunchMode;
  options: UiOptions;
  /** Where the launcher puts its frame, if the dialog shows it. */
  slot: Element | undefined;
  /** The `signal` option of the flow. */
  signal: AbortSignal | undefined;
  /** The page's own dialog around an inline frame. Elements outside of an open modal dialog cannot be used. */
  within: Element | null | undefined;
}

/** Shows a flow in one shadow root, until there is nothing left to show. Returns a function that removes the UI. */
export function mountWidget(win: Window, drawing: Drawing): () => void {
  const { flow, slot, options } = drawing;
  const texts = pickTexts(win, options.lang, options.texts);
  const { host, root } = createHost(drawing.within ?? win.document.documentElement, texts, options.theme);
  const modal = modalIn(win, () => leave());
  const life = new AbortController();
  keepEvents(win, root, life.signal);

  const show = (change: Partial<WidgetProps>) => {
    const before = props;
    props = { ...props, ...change };
    // After "Start again" there is a new frame.
    if (props.view !== 'frame') props.loaded = props.confirming = false;
    render(<Widget {...props} />, root);
    slot?.toggleAttribute('inert', props.confirming);
    if (props.view !== before.view || props.confirming !== before.confirming) focusNewest(root);
  };
  const follow = (state: FlowState) => {
    if (state.phase === 'settled' && state.outcome.status !== 'failed') return stop();
    const view = viewOf(state, drawing.mode(), !!slot);
    quiet &&= view === 'waiting' || view === 'leaving';
    if (!quiet) return show({ view });
    win.clearTimeout(timer);
    timer = win.setTimeout(speak, state.phase === 'preparing' ? QUIET_MS : SENT_QUIET_MS);
  };
  const leave = () => {
    flow.cancel('dismissed');
    stop();
  };
  const stop = () => {
    if (life.signal.aborted) return;
    unsubscribe();
    win.clearTimeout(timer);
    modal(null);
    // Only now, because the focus that goes back still comes from the widget.
    life.abort();
    host.style.setProperty('display', 'none', 'important');
    win.setTimeout(
      () => {
        render(null, root);
        host.remove();
      },
      slot?.firstChild ? LINGER_MS : 0,
    );
  };
  let props: WidgetProps = {
    flow,
    texts,
    view: 'nothing',
    loaded: false,
    confirming: false,
    modal,
    stage: (stage) => slot && stage?.prepend(slot),
    onLoad: () => show({ loaded: true }),
    close() {
      const { loaded, confirming } = props;
      if (loaded && !confirming && options.confirmClose !== false) show({ confirming: true });
      else leave();
    },
    stay: () => show({ confirming: false }),
    leave,
  };
  let quiet = true;
  let timer: number | undefined;
  const speak = () => {
    quiet = false;
    follow(flow.state);
  };
  const unsubscribe = flow.subscribe(follow);
  // A flow that has failed no longer listens to the signal, but its panel must close.
  drawing.signal?.addEventListener('abort', stop, { signal: life.signal });
  follow(flow.state);
  return stop;
}

/** Focuses the heading of a new panel, so that a screen reader reads it, or else the dialog's close button. */
function focusNewest(root: ShadowRoot): void {
  const target =
    root.querySelector<HTMLElement>('[tabindex]') ?? root.querySelector<HTMLElement>('header button');
  target?.focus();
}
