import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { LaunchMode } from '../model/launch-mode.ts';
import type { Texts } from '../model/texts.ts';
import { FrameView, StalledBar } from './frame-view.tsx';
import { type Action, Panel } from './panel.tsx';
import { problemText } from './problem-text.ts';
import type { ScrollLock } from './scroll-lock.ts';
import { type View, viewOf } from './view.ts';

export interface WidgetProps {
  flow: ConsentFlow;
  /** How the flow runs just now: a frame may have gone on in a window. */
  mode(): LaunchMode;
  texts: Texts;
  /** Where the launcher puts the frame, when that is the dialog's. */
  slot: Element | undefined;
  frameTitle: string | undefined;
  confirmClose: boolean;
  lock: ScrollLock;
  /** Nothing is left to see. */
  onDone(): void;
}

const TITLE = 'open-consent-title';
/** A window that is lost for less than this is nobody's concern. */
const DETACHED_AFTER_MS = 1000;

/** A flow, as a person sees it. Knows the flow by its state and its verbs alone. */
export function WidgetView(props: WidgetProps): JSX.Element | null {
  const { flow, mode, slot, onDone } = props;
  const view = useCalmView(viewOf(useFlowState(flow, onDone), mode(), slot !== undefined));
  if (view.name === 'nothing') return null;
  if (view.name === 'bar') return <StalledBar texts={props.texts} onReopen={flow.reopen} alone />;
  return <Modal {...props} view={view} />;
}

function Modal({
  view,
  flow,
  lock,
  texts,
  slot,
  frameTitle,
  confirmClose,
  onDone,
}: WidgetProps & { view: View }): JSX.Element {
  const [loaded, setLoaded] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const dialog = useModal(`${view.name} ${confirming}`, lock);
  const inFrame = view.name === 'frame' && slot !== undefined;
  // A frame that is started again is a new one.
  useLayoutEffect(() => {
    setLoaded(false);
    setConfirming(false);
  }, [inFrame]);
  const leave = () => {
    flow.cancel('dismissed');
    onDone();
  };
  const askToLeave = () => {
    if (inFrame && loaded && confirmClose && !confirming) setConfirming(true);
    else leave();
  };
  const onLoaded = useCallback(() => setLoaded(true), []);
  return (
    <dialog
      ref={dialog}
      class={inFrame ? 'frame-dialog' : ''}
      part="dialog"
      lang={texts.lang}
      dir={texts.dir}
      aria-labelledby={TITLE}
      // The page's own shortcuts are for the page: Escape, say, for its dialog beneath this one.
      onKeyDown={(event) => event.stopPropagation()}
      onCancel={(event) => {
        event.preventDefault();
        askToLeave();
      }}
      // Browsers let the second Escape in a row through, whatever the page says.
      onClose={() => dialog.current && leave()}
    >
      {inFrame ? (
        <FrameView
          id={TITLE}
          texts={texts}
          slot={slot}
          frameTitle={frameTitle}
          stalled={view.stalled}
          confirming={confirming}
          onLoaded={onLoaded}
          onClose={askToLeave}
          onStay={() => setConfirming(false)}
          onLeave={leave}
          onReopen={flow.reopen}
        />
      ) : (
        <Panel id={TITLE} {...panelOf(view, flow, texts, leave)} />
      )}
    </dialog>
  );
}

/** Open, and the page behind held still, for as long as it is there; the focus follows what is new in it. */
function useModal(content: string, lock: ScrollLock): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    lock.take();
    current?.showModal();
    return () => {
      // Not `remove()` alone: only `close()` gives the focus back to where it was.
      current?.close();
      lock.release();
    };
  }, [lock]);
  useLayoutEffect(() => {
    [...(dialog.current?.querySelectorAll<HTMLElement>('[data-focus]') ?? [])].at(-1)?.focus();
  }, [content]);
  return dialog;
}

function panelOf(
  view: View,
  flow: ConsentFlow,
  texts: Texts,
  leave: () => void,
): { title: string; text?: string; actions: Action[] } {
  const cancel = { label: texts.cancel, run: leave };
  const close = { label: texts.close, run: leave };
  const act = (label: string, run: () => void): Action => ({ label, run, primary: true });
  switch (view.name) {
    case 'leaving':
      return { title: texts.leaving, actions: [cancel] };
    case 'blocked':
      return {
        title: texts.blockedTitle,
        text: texts.blockedText,
        actions: [act(texts.openWindow, flow.reopen), cancel],
      };
    case 'refused':
      return {
        title: texts.refusedTitle,
        text: texts.refusedText,
        actions: [act(texts.continueInWindow, flow.reopen), cancel],
      };
    case 'detached':
      return {
        title: texts.detachedTitle,
        text: texts.detachedText,
        actions: [act(texts.reopen, flow.reopen), cancel],
      };
    case 'problem':
      return {
        title: texts.problemTitle,
        text: problemText(texts, view.error),
        actions: view.canRetry ? [act(texts.startAgain, flow.retry), close] : [{ ...close, primary: true }],
      };
    default:
      return {
        title: texts.waitingTitle,
        text: texts.waitingText,
        actions: [act(texts.showWindow, flow.focus), cancel],
      };
  }
}

/** The state; or, where there is nothing left to show, the end. What is drawn then stays until it is taken away. */
function useFlowState(flow: ConsentFlow, onDone: () => void): FlowState {
  const [state, setState] = useState(flow.state);
  useLayoutEffect(() => {
    const follow = (next: FlowState) => {
      if (next.phase === 'settled' && next.outcome.status !== 'failed') onDone();
      else setState(next);
    };
    follow(flow.state);
    return flow.subscribe(follow);
  }, [flow, onDone]);
  return state;
}

/** Holds "Still there?" back for a second: most lost windows are closed ones, and settle by then. */
function useCalmView(view: View): View {
  const [due, setDue] = useState(false);
  const detached = view.name === 'detached';
  useEffect(() => {
    setDue(false);
    if (!detached) return undefined;
    const timer = setTimeout(() => setDue(true), DETACHED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [detached]);
  return detached && !due ? { name: 'waiting' } : view;
}
