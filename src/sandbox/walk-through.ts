import type { SandboxContext } from './context.ts';
import { accountsAt, institutions } from './institutions.ts';
import type { SandboxSession } from './session.ts';
import type { OpenState } from './steps.ts';
import { type Submission, submitToSession, visitSession } from './visit.ts';

/** Completes the session as if the user pressed the main button on every page. */
export function walkThrough(context: SandboxContext, session: SandboxSession): void {
  visitSession(context, session);
  while (session.state.step !== 'ended') submitToSession(context, session, answer(session.state));
}

function answer({ step, institutionId }: OpenState): Submission {
  return {
    step,
    cancel: false,
    institution: institutions[0]?.id ?? '',
    customerNumber: '12345678',
    code: '123456',
    accounts: accountsAt(institutionId).map(({ id }) => id),
  };
}
