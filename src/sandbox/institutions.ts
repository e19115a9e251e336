export interface SandboxInstitution {
  readonly id: string;
  readonly name: string;
  readonly industry: 'banking' | 'energy';
  readonly status: 'HEALTHY' | 'DEGRADED' | 'OUTAGE';
}

export interface SandboxAccount {
  readonly id: string;
  readonly name: string;
}

/** `88888` is the platform's own sandbox institution; the others are invented. */
export const institutions: readonly SandboxInstitution[] = [
  { id: '88888', name: 'Banking Sandbox Data Holder', industry: 'banking', status: 'HEALTHY' },
  { id: '10001', name: 'Gum Tree Bank', industry: 'banking', status: 'HEALTHY' },
  { id: '10002', name: 'Magpie Mutual', industry: 'banking', status: 'HEALTHY' },
  { id: '10003', name: 'Slow River Bank', industry: 'banking', status: 'DEGRADED' },
  { id: '10004', name: 'Dark Moon Bank', industry: 'banking', status: 'OUTAGE' },
  { id: '20001', name: 'Bright Spark Energy', industry: 'energy', status: 'HEALTHY' },
];

const accounts: Record<SandboxInstitution['industry'], readonly SandboxAccount[]> = {
  banking: [
    { id: 'everyday', name: 'Everyday account, ending 4021' },
    { id: 'savings', name: 'Savings account, ending 7730' },
    { id: 'card', name: 'Credit card, ending 1188' },
  ],
  energy: [
    { id: 'electricity', name: 'Electricity, 12 Wattle Street' },
    { id: 'gas', name: 'Gas, 12 Wattle Street' },
  ],
};

export function findInstitution(id: string | undefined): SandboxInstitution | undefined {
  return institutions.find((one) => one.id === id);
}

export function accountsAt(institutionId: string | undefined): readonly SandboxAccount[] {
  return accounts[findInstitution(institutionId)?.industry ?? 'banking'];
}
