import type { ComponentChildren, JSX } from 'preact';

interface PanelProps {
  /** The id of the heading. The default is the id that labels the dialog. */
  id?: string;
  title: string;
  text: string | false;
  /** Its buttons. */
  children: ComponentChildren;
}

/** A heading, a sentence and buttons. The heading gets the focus, so that a screen reader reads it. */
export function Panel({ id = 'title', title, text, children }: PanelProps): JSX.Element {
  return (
    <div class="panel" part="panel">
      <h2 id={id} part="title" tabIndex={-1}>
        {title}
      </h2>
      {text && <p part="text">{text}</p>}
      <div class="buttons">{children}</div>
    </div>
  );
}
