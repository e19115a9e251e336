import { badRequest } from './api/api-error.ts';
import { findActive, type SandboxConsent } from './consents.ts';
import type { SandboxContext } from './context.ts';
import { findInstitution } from './institutions.ts';
import type { SandboxMintInput } from './mint.ts';
import { parseUrl } from './parse-url.ts';
import { describeProblems, readSettings } from './read-settings.ts';
import type { SandboxSettings } from './settings.ts';

export function checkOwnSettings(given: Partial<SandboxSettings> = {}): Partial<SandboxSettings> {
  const { settings, problems } = readSettings(given);
  const wrong = describeProblems(problems);
  if (wrong) throw badRequest(`Sandbox settings: ${wrong}`, 'invalid_sandbox_settings');
  return settings;
}

export function checkCallbacks(input: SandboxMintInput, settings: SandboxSettings): void {
  checkCallback('redirect_uri', input.redirectUri, settings);
  checkCallback('cancel_uri', input.cancelUri, settings);
}

/** Also refuses white space: a URL parser strips it, but the raw text keeps it. */
function checkCallback(field: string, value: string | undefined, { callbackQuery }: SandboxSettings): void {
  if (value === undefined) return;
  if (!/^https?:\/\/\S+$/i.test(value) || !parseUrl(value)) {
    throw badRequest(`${field} must be an absolute http(s) URL`);
  }
  if (callbackQuery === 'refused' && value.split('#')[0]?.includes('?')) {
    throw badRequest(`${field} must match an address of the account exactly, so it must have no query`);
  }
}

export function checkInstitution(institutionId: string | undefined): void {
  if (institutionId === undefined || findInstitution(institutionId)) return;
  throw badRequest('institution_id is not in the list of GET /v1/institutions', 'invalid_institution_id');
}

/** Finds the consent to renew. It must be active and belong to the same end user and institution. */
export function checkRenewal(context: SandboxContext, input: SandboxMintInput): SandboxConsent | undefined {
  if (input.arrangementId === undefined) return undefined;
  const consent = findActive(context, input.arrangementId);
  if (!consent || !isOf(consent, input)) {
    throw badRequest(
      'arrangement_id is not an active consent of this end user and institution',
      'invalid_arrangement_id',
    );
  }
  return consent;
}

function isOf(consent: SandboxConsent, { endUserId, institutionId }: SandboxMintInput): boolean {
  return (
    (endUserId ?? consent.endUserId) === consent.endUserId &&
    (institutionId ?? consent.institutionId) === consent.institutionId
  );
}
