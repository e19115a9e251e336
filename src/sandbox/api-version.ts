/** The versions of the platform's API. */
export const API_VERSIONS = ['v1', 'v2', 'v3'] as const;

/** A version of the platform's API, as sent in `X-Fiskil-Version`. The `/v1/` in the paths is not the version. */
export type SandboxApiVersion = (typeof API_VERSIONS)[number];

export function isApiVersion(value: unknown): value is SandboxApiVersion {
  return API_VERSIONS.some((one) => one === value);
}

/** @throws Error when the pin is not a known version. */
export function checkApiVersion(pin: unknown): SandboxApiVersion {
  if (isApiVersion(pin)) return pin;
  throw new Error(`apiVersion must be one of ${API_VERSIONS.join(', ')}`);
}
