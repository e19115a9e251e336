import type { JSX } from 'preact';

interface ButtonProps {
  label: string;
  run(): void;
  primary?: boolean;
}

export function Button({ label, run, primary }: ButtonProps): JSX.Element {
  return (
    <button type="button" part={primary ? 'button primary' : 'button'} onClick={run}>
      {label}
    </button>
  );
}
