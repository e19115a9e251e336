import type { JSX } from 'preact';
import { Button } from './button.tsx';
import { Panel } from './panel.tsx';
import type { WidgetProps } from './widget-props.ts';

/**
 * The provider's page in the dialog, with a close button before it, because Escape inside the frame never reaches us.
 */
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
      {/* Before the frame: a Tab through the frame would focus it, count as a sign of life, and hide the bar. */}
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

/** An offer to continue in a window. A silent frame may still work, so it stays usable. */
export function StalledBar({ texts, flow }: WidgetProps): JSX.Element {
  return (
    <div class="bar" part="bar">
      <p role="status">{texts.stalledText}</p>
      <Button label={texts.continueInWindow} run={flow.reopen} />
    </div>
  );
}
