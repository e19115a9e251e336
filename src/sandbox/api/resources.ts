import type { SandboxConsent } from '../consents.ts';
import { findInstitution, institutions, type SandboxInstitution } from '../institutions.ts';
import { rfc3339 } from '../time.ts';

interface InstitutionJson {
  id: string;
  name: string;
  icon: string;
  logo: string;
  industry: string;
  is_accessible: boolean;
  priority: number;
  status: { connections: { status: string } };
}

export function institutionJson(institution: SandboxInstitution, origin: string): InstitutionJson {
  const { id, name, industry, status } = institution;
  const icon = iconAddress(id, origin);
  const priority = institutions.indexOf(institution) + 1;
  const connections = { status };
  return { id, name, icon, logo: icon, industry, is_accessible: true, priority, status: { connections } };
}

/** All fields that the platform documents. There is no `id` and no `status`. */
interface ConsentJson {
  arrangement_id: string;
  active: boolean;
  created_at: string;
  last_consent: string;
  expires_at: string;
  /** Seconds. */
  duration: number;
  end_user_id: string;
  end_user_email: string;
  institution_id: string;
  institution_name: string;
  institution_logo: string;
  institution_type: string;
  account_ids: readonly string[];
  permissions: readonly string[];
  last_accessed: string;
  termination_reason: string;
  app_name: string;
  app_logo: string;
}

const TERMINATION_REASONS = { revoked: 'Revoked', expired: 'Expired' } as const;

export function consentJson(consent: SandboxConsent, email: string | undefined, origin: string): ConsentJson {
  const institution = findInstitution(consent.institutionId);
  return {
    arrangement_id: consent.arrangementId,
    active: consent.ended === undefined,
    created_at: rfc3339(consent.createdAt),
    last_consent: rfc3339(consent.lastConsent),
    expires_at: rfc3339(consent.expiresAt),
    duration: consent.duration,
    end_user_id: consent.endUserId,
    end_user_email: email ?? '',
    institution_id: consent.institutionId,
    institution_name: institution?.name ?? '',
    institution_logo: iconAddress(consent.institutionId, origin),
    institution_type: institution?.industry ?? '',
    account_ids: consent.accountIds,
    permissions: consent.permissions,
    last_accessed: rfc3339(consent.lastConsent),
    termination_reason: consent.ended ? TERMINATION_REASONS[consent.ended] : '',
    app_name: 'Sandbox app',
    app_logo: iconAddress('sandbox', origin),
  };
}

function iconAddress(name: string, origin: string): string {
  return `${origin}/icons/${name}.svg`;
}
