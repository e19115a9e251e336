const LONGEST_TEXT = 300;
const REDACTED = '[redacted]';
const JSON_WEB_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/**
 * Makes the platform's text fit for logs: an error body may echo the request, and with it what must stay secret; and a
 * line break in it could forge a line of the log.
 */
export function cleanText(text: string, secrets: readonly string[]): string {
  const clean = secrets.flatMap(spellings).reduce((left, secret) => left.replaceAll(secret, REDACTED), text);
  return clean
    .replace(JSON_WEB_TOKEN, REDACTED)
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST_TEXT);
}

/** As it is, and as it would stand in an address or in JSON. */
function spellings(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}
