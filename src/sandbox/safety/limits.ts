/** Upper limits of one sandbox. */
export const limits = {
  /** Size of a request body in bytes. */
  body: 65_536,
  /** Time for a request to arrive, in milliseconds. */
  arrivalMs: 10_000,
  sessions: 1000,
  tokens: 1000,
  consents: 1000,
  endUsers: 1000,
  webhooks: 1000,
} as const;
