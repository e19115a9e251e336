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

/** How long what the launcher has left in the slot stays, unseen: a cancelled frame may still have something to say. */
const LINGER_MS = 1000;

/** What the widget needs to draw a flow. */
export interface Drawing {
  flow: ConsentFlow;
  /** How the flow runs just now: a frame may have gone on in a window. */
  mode(): LaunchMode;
  options: UiOptions;
  /** Where the launcher puts its frame, when the dialog is to hold it. */
  slot: Element | undefined;
  /** Aborted by the owner of the flow. */
  signal: AbortSignal | undefined;
  /** The page's own dialog that an inline frame is in: what is outside of an open one is out of reach. */
  within: Element | null | undefined;
}

/** Draws a flow, in one shadow root under one element, until there is nothing left to see. Returns the way to stop. */
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
    // A frame that is started again is a new one.
    if (props.view !== 'frame') props.loaded = props.confirming = false;
    render(<Widget {...props} />, root);
    slot?.toggleAttribute('inert', props.confirming);
    if (props.view !== before.view || props.confirming !== before.confirming) focusNewest(root);
  };
  const follow = (state: FlowState) => {
    if (state.phase === 'settled' && state.outcome.status !== 'failed') return stop();
    show({ view: viewOf(state, drawing.mode(), !!slot) });
  };
  const leave = () => {
    flow.cancel('dismissed');
    stop();
  };
  const stop = () => {
    if (life.signal.aborted) return;
    unsubscribe();
    modal(null);
    // Only now: the focus that goes back comes from the widget.
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
  const unsubscribe = flow.subscribe(follow);
  // A flow that has failed by itself hears of it no more; its panel does.
  drawing.signal?.addEventListener('abort', stop, { signal: life.signal });
  follow(flow.state);
  return stop;
}

/** To the heading of what has come up, for a screen reader to read it out; else to the dialog's close button. */
function focusNewest(root: ShadowRoot): void {
  const target =
    root.querySelector<HTMLElement>('[tabindex]') ?? root.querySelector<HTMLElement>('header button');
  target?.focus();
}
