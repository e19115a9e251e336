import type { JSX } from 'preact';
import { Button } from './button.tsx';
import { Panel } from './panel.tsx';
import type { WidgetProps } from './widget-props.ts';

/** The provider's page in the dialog: the close button stands before it, for Escape inside it never reaches us. */
export function FrameView(props: WidgetProps): JSX.Element {
  const { flow, texts, loaded, confirming, stage, onLoad, close, stay, leave } = props;
  return (
    <>
      <header part="header">
        <h2 id="title" part="title">
          {texts.connect}
        </h2>
        <button type="button" part="close" aria-label={texts.close} onClick={close}>
          ×
        </button>
      </header>
      {/* Before the frame, for the keyboard: on the way through it Tab would prove it alive, and take the offer back. */}
      {flow.state.phase === 'stalled' && <StalledBar {...props} />}
      <div class="stage" ref={stage} onLoadCapture={onLoad}>
        {!loaded && (
          <div class="cover loading" role="status">
            <span class="spinner" />
            <p>{texts.loading}</p>
          </div>
        )}
        {confirming && (
          <div class="cover">
            <Panel id="leave" title={texts.leaveTitle} text={texts.leaveText}>
              <Button primary label={texts.stay} run={stay} />
              <Button label={texts.leave} run={leave} />
            </Panel>
          </div>
        )}
      </div>
    </>
  );
}

/** Silence proves nothing, so this is only an offer; the frame stays usable. */
export function StalledBar({ texts, flow }: WidgetProps): JSX.Element {
  return (
    <div class="bar" part="bar">
      <p role="status">{texts.stalledText}</p>
      <Button label={texts.continueInWindow} run={flow.reopen} />
    </div>
  );
}
