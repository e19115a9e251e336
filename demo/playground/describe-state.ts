import type { ConsentOutcome, FlowState } from '../../src/index.ts';

type Tone = 'quiet' | 'busy' | 'attention' | 'good' | 'bad';

export interface Description {
  meaning: string;
  tone: Tone;
}

const OPEN: Record<Exclude<FlowState['phase'], 'settled' | 'interrupted'>, Description> = {
  idle: { meaning: 'Nothing is open.', tone: 'quiet' },
  preparing: { meaning: 'The server is minting a session.', tone: 'busy' },
  blocked: { meaning: 'The browser refused the window. Reopen opens it.', tone: 'attention' },
  active: { meaning: 'The provider has the user.', tone: 'busy' },
  stalled: { meaning: 'The frame has been silent. Reopen goes on in a window.', tone: 'attention' },
  detached: {
    meaning: 'The window cannot be watched. Go on there, reopen it, or cancel.',
    tone: 'attention',
  },
  redirecting: { meaning: 'This page is about to be left.', tone: 'busy' },
};

/** What a state means, in a sentence. */
export function describeState(state: FlowState): Description {
  if (state.phase === 'settled') return describeOutcome(state.outcome);
  if (state.phase !== 'interrupted') return OPEN[state.phase];
  return { meaning: `It failed (${state.error.code}). A retry may mend it.`, tone: 'attention' };
}

function describeOutcome(outcome: ConsentOutcome): Description {
  if (outcome.status === 'success') return { meaning: 'Success: the user consented.', tone: 'good' };
  if (outcome.status === 'cancelled') return { meaning: `Cancelled: ${outcome.reason}.`, tone: 'quiet' };
  const { code, errorType } = outcome.error;
  return { meaning: `Failed: ${errorType ? `${code}, ${errorType}` : code}.`, tone: 'bad' };
}
