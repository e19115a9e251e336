import type { ConsentOutcome, FlowState } from '../../src/index.ts';

type Tone = 'quiet' | 'busy' | 'attention' | 'good' | 'bad';

export interface Description {
  meaning: string;
  tone: Tone;
}

const OPEN: Record<Exclude<FlowState['phase'], 'settled' | 'interrupted'>, Description> = {
  idle: { meaning: 'No flow is open.', tone: 'quiet' },
  preparing: { meaning: 'Your server is minting a session.', tone: 'busy' },
  blocked: { meaning: 'The browser blocked the window. Press “Reopen” to open it.', tone: 'attention' },
  active: { meaning: 'The user is at the provider.', tone: 'busy' },
  stalled: {
    meaning: 'The frame does not respond. Press “Reopen” to continue in a window.',
    tone: 'attention',
  },
  detached: {
    meaning: 'The page can no longer watch the window. Finish there, reopen it, or cancel.',
    tone: 'attention',
  },
  redirecting: { meaning: 'This tab is going to the provider.', tone: 'busy' },
};

/** What a state means, in a sentence. */
export function describeState(state: FlowState): Description {
  if (state.phase === 'settled') return describeOutcome(state.outcome);
  if (state.phase !== 'interrupted') return OPEN[state.phase];
  const { code, errorType = code } = state.error;
  return { meaning: `It failed (${errorType}). The user can start again.`, tone: 'attention' };
}

function describeOutcome(outcome: ConsentOutcome): Description {
  if (outcome.status === 'success') return { meaning: 'Success.', tone: 'good' };
  if (outcome.status === 'cancelled') return { meaning: `Cancelled: ${outcome.reason}.`, tone: 'quiet' };
  const { code, errorType } = outcome.error;
  return { meaning: `Failed: ${errorType ? `${code}, ${errorType}` : code}.`, tone: 'bad' };
}
