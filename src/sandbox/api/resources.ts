import { findInstitution, type SandboxInstitution } from '../institutions.ts';
import type { SandboxConsent } from '../store.ts';

export interface InstitutionJson {
  id: string;
  name: string;
  icon: string;
  logo: string;
  industry: string;
  status: { connections: { status: string } };
}

export function institutionJson(institution: SandboxInstitution, origin: string): InstitutionJson {
  const { id, name, industry, status } = institution;
  const icon = `${origin}/icons/${id}.svg`;
  return { id, name, icon, logo: icon, industry, status: { connections: { status } } };
}

export interface ConsentJson {
  id: string;
  /** The same as `id`: older pages call it so. */
  arrangement_id: string;
  status: 'Active';
  active: true;
  end_user_id: string;
  institution_id: string;
  institution_name: string;
  account_ids: readonly string[];
  permissions: readonly string[];
  created_at: string;
}

export function consentJson(consent: SandboxConsent): ConsentJson {
  return {
    id: consent.id,
    arrangement_id: consent.id,
    status: 'Active',
    active: true,
    end_user_id: consent.endUserId,
    institution_id: consent.institutionId,
    institution_name: findInstitution(consent.institutionId)?.name ?? '',
    account_ids: consent.accountIds,
    permissions: consent.permissions,
    created_at: new Date(consent.createdAt * 1000).toISOString(),
  };
}
