import { endingAt, type SandboxEnd } from './endings.ts';
import { accountsAt, findInstitution } from './institutions.ts';
import type { SandboxEnding, SandboxSettings, SandboxStep } from './settings.ts';

/** What is wrong with an answer; the page says it in words. */
export type Problem = 'institution' | 'customer_number' | 'code_shape' | 'code_wrong' | 'accounts';

export interface OpenState {
  readonly step: SandboxStep;
  /** A page is on its way by our own doing; one that is asked for without this is a reload. */
  readonly pageDue: boolean;
  readonly wrongCodes: number;
  readonly institutionId?: string;
  readonly accountIds: readonly string[];
  readonly problem?: Problem;
}

export interface EndedState {
  readonly step: 'ended';
  readonly end: SandboxEnd;
}

export type SessionState = OpenState | EndedState;

/** What a form may hold; every step takes its own part. */
export interface Answers {
  readonly institution: string;
  readonly customerNumber: string;
  readonly code: string;
  readonly accounts: readonly string[];
}

const WRONG_CODE = '000000';
const MAX_WRONG_CODES = 3;

export function begin(institutionId?: string): OpenState {
  const start = { pageDue: true, wrongCodes: 0, accountIds: [] };
  return institutionId ? { ...start, step: 'log_in', institutionId } : { ...start, step: 'institution' };
}

export function ended(end: SandboxEnd): EndedState {
  return { step: 'ended', end };
}

/** A page is asked for: it shows, or the session ends right there. */
export function show(state: OpenState, rules: Pick<SandboxSettings, 'ending' | 'reload'>): SessionState {
  if (endingAt(rules.ending) === 'opening') return ended(rules.ending);
  if (!state.pageDue && rules.reload === 'spent') return ended('used_session');
  return { ...state, pageDue: false };
}

/** A form arrives for the step the session is at. */
export function advance(state: OpenState, answers: Answers, ending: SandboxEnding): SessionState {
  const { problem: _, ...rest } = state;
  return moves[state.step]({ ...rest, pageDue: true }, answers, ending);
}

type Move = (state: OpenState, answers: Answers, ending: SandboxEnding) => SessionState;

const moves: Readonly<Record<SandboxStep, Move>> = {
  institution: (state, { institution }) =>
    findInstitution(institution)
      ? { ...state, institutionId: institution, step: 'log_in' }
      : { ...state, problem: 'institution' },

  log_in: (state, { customerNumber }, ending) => {
    if (!customerNumber.trim()) return { ...state, problem: 'customer_number' };
    if (findInstitution(state.institutionId)?.status === 'OUTAGE') return ended('upstream_failure');
    return pass(state, 'otp', ending);
  },

  otp: (state, answers, ending) => {
    const code = answers.code.replaceAll(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return { ...state, problem: 'code_shape' };
    return code === WRONG_CODE ? refuseCode(state) : pass(state, 'accounts', ending);
  },

  accounts: (state, { accounts }, ending) => {
    const accountIds = accountsAt(state.institutionId)
      .map(({ id }) => id)
      .filter((id) => accounts.includes(id));
    const next: OpenState = { ...state, accountIds };
    return accountIds.length > 0 ? pass(next, 'confirm', ending) : { ...next, problem: 'accounts' };
  },

  confirm: (_state, _answers, ending) => ended(ending),
};

function pass(state: OpenState, next: SandboxStep, ending: SandboxEnding): SessionState {
  return endingAt(ending) === state.step ? ended(ending) : { ...state, step: next };
}

function refuseCode(state: OpenState): SessionState {
  const wrongCodes = state.wrongCodes + 1;
  if (wrongCodes >= MAX_WRONG_CODES) return ended('otp_failure');
  return { ...state, wrongCodes, problem: 'code_wrong' };
}
