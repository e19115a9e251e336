/** Who takes part in a flow, from left to right. */
export const LANES = ['server', 'host', 'window', 'provider', 'callback'] as const;

export type Lane = (typeof LANES)[number];

/** `unsure`: it may still be there, and this page cannot see it. */
type LaneState = 'idle' | 'busy' | 'unsure';

export type Lanes = Readonly<Record<Lane, LaneState>>;

export const ALL_IDLE: Lanes = {
  server: 'idle',
  host: 'idle',
  window: 'idle',
  provider: 'idle',
  callback: 'idle',
};

export type Tone = 'plain' | 'quiet' | 'good' | 'warn' | 'bad';

/** What is drawn at one step. */
export type Mark =
  | { shape: 'arrow'; from: Lane; to: Lane; dashed?: boolean }
  | { shape: 'dot' | 'doubt' | 'cross' | 'end'; on: Lane };

export function arrow(from: Lane, to: Lane): Mark {
  return { shape: 'arrow', from, to };
}

export function glyph(shape: 'dot' | 'doubt' | 'cross' | 'end', on: Lane): Mark {
  return { shape, on };
}
