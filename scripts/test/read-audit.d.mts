/** What `npm audit --json` printed, as a line or more for people. Without a report there is nothing to fail by. */
export function readAudit(json: string): { text: string; failed: boolean };
