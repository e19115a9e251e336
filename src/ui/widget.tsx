import type { JSX } from 'preact';
import { FlowPanel } from './flow-panel.tsx';
import { FrameView, StalledBar } from './frame-view.tsx';
import type { WidgetProps } from './widget-props.ts';

/** The UI of a flow. */
export function Widget(props: WidgetProps): JSX.Element | null {
  const { view, modal, close } = props;
  if (view === 'nothing') return null;
  if (view === 'bar') return <StalledBar {...props} />;
  return (
    <dialog
      ref={modal}
      class={view}
      part="dialog"
      aria-labelledby="title"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {view === 'frame' ? <FrameView {...props} /> : <FlowPanel key={view} name={view} {...props} />}
    </dialog>
  );
}
