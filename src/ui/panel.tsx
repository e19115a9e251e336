import type { ComponentChildren, JSX } from 'preact';

export interface Action {
  label: string;
  run(): void;
  primary?: boolean;
}

interface PanelProps {
  /** The heading's id: the dialog's accessible name. */
  id: string;
  title: string;
  text?: string;
  actions: readonly Action[];
  className?: string;
  children?: ComponentChildren;
}

/** A heading, a sentence, and what one can do. Its heading takes the focus, so that a screen reader reads it out. */
export function Panel({ id, title, text, actions, className = 'panel', children }: PanelProps): JSX.Element {
  return (
    <div class={className} part="panel">
      {children}
      <div>
        <h2 id={id} part="title" tabIndex={-1} data-focus>
          {title}
        </h2>
        {text && <p part="text">{text}</p>}
      </div>
      <Buttons actions={actions} />
    </div>
  );
}

function Buttons({ actions }: { actions: readonly Action[] }): JSX.Element | null {
  if (actions.length === 0) return null;
  return (
    <div class="buttons">
      {actions.map(({ label, run, primary }) => (
        <button
          key={label}
          type="button"
          class={primary ? 'primary' : ''}
          part={primary ? 'button primary' : 'button'}
          onClick={run}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
