import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Texts } from '../model/texts.ts';
import { Panel } from './panel.tsx';

interface FrameViewProps {
  id: string;
  texts: Texts;
  stalled: boolean;
  /** The "Leave without connecting?" step is up. */
  confirming: boolean;
  /** Holds the frame, which the launcher owns. */
  slot: Element;
  frameTitle: string | undefined;
  onLoaded(): void;
  onClose(): void;
  onStay(): void;
  onLeave(): void;
  onReopen(): void;
}

/** The provider's page in the dialog: the close button stands before it, for Escape inside it never reaches us. */
export function FrameView(props: FrameViewProps): JSX.Element {
  const { id, texts, stalled, confirming, slot, frameTitle, onLoaded, onClose, onReopen } = props;
  const stage = useRef<HTMLDivElement>(null);
  const [loading, setLoading] = useState(true);
  const title = frameTitle ?? texts.connect;
  useEffect(() => {
    const loaded = ({ target }: Event) => {
      (target as HTMLIFrameElement).title = title;
      setLoading(false);
      onLoaded();
    };
    stage.current?.prepend(slot);
    slot.addEventListener('load', loaded, { capture: true, once: true });
    return () => slot.removeEventListener('load', loaded, { capture: true });
  }, [slot, title, onLoaded]);
  useLayoutEffect(() => {
    slot.toggleAttribute('inert', confirming);
  }, [slot, confirming]);
  return (
    <>
      <header part="header">
        <h2 id={id} part="title">
          {texts.connect}
        </h2>
        <button
          type="button"
          class="close"
          part="close"
          aria-label={texts.close}
          onClick={onClose}
          data-focus
        >
          <Cross />
        </button>
      </header>
      {/* Before the frame, for the keyboard: on the way through it Tab would prove it alive, and take the offer back. */}
      {stalled && <StalledBar texts={texts} onReopen={onReopen} />}
      <div class="stage" ref={stage}>
        {loading && (
          <div class="loading" role="status">
            <span class="spinner" />
            <p>{texts.loading}</p>
          </div>
        )}
        {confirming && <LeaveStep {...props} />}
      </div>
    </>
  );
}

function LeaveStep({ id, texts, onStay, onLeave }: FrameViewProps): JSX.Element {
  return (
    <Panel
      id={`${id}-leave`}
      className="cover"
      title={texts.leaveTitle}
      text={texts.leaveText}
      actions={[
        { label: texts.stay, run: onStay, primary: true },
        { label: texts.leave, run: onLeave },
      ]}
    />
  );
}

/** Silence proves nothing, so this is only an offer; the frame stays usable. */
export function StalledBar(props: { texts: Texts; onReopen(): void; alone?: boolean }): JSX.Element {
  return (
    <div
      class={props.alone ? 'bar bar-alone' : 'bar'}
      part="bar"
      lang={props.texts.lang}
      dir={props.texts.dir}
    >
      <p role="status">{props.texts.stalledText}</p>
      <button type="button" part="button" onClick={props.onReopen}>
        {props.texts.continueInWindow}
      </button>
    </div>
  );
}

function Cross(): JSX.Element {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M4 4l12 12M16 4L4 16" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
