import { settingNames, settingsTable } from '../settings-table.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../webhooks/signature.ts';

/** What `--help` prints: the flags, and every setting straight from the table. */
export function cliHelp(): string {
  return `open-consent-sandbox: a local provider to develop and test against.

Usage: open-consent-sandbox [flags]

  --port PORT            the port to listen on (4100); 0 picks a free one
  --host ADDRESS         the IP address to listen on (127.0.0.1); 0.0.0.0, for containers, opens it to the network
  --allow-host NAME      a host name that requests may use, besides loopback; may be repeated
  --api-version VERSION  the API version for requests without X-Fiskil-Version: v1, v2 or v3 (v2)
  --strict               mints only for end users that were created with POST /v1/end-users
  --webhook-url URL      where webhooks are sent; same as --fault webhookUrl=URL
  --webhook-secret TEXT  the signing secret for webhooks, in base64 (${DEFAULT_WEBHOOK_SECRET})
  --fault NAME[=VALUE]   changes a setting for every session, see below; may be repeated
  --expires-in SECONDS   same as --fault expiresIn=SECONDS
  --dialect DIALECT      same as --fault dialect=DIALECT
  --reload RELOAD        same as --fault reload=RELOAD
  --json                 logs each event as one line of JSON
  --help                 shows this text

Defaults are in parentheses.

Settings. --fault sets them for every session; the sandbox's front page sets them for the next session. A request can
set them for its own session: POST /v1/auth/session with { "end_user_id": "user-1", "sandbox": { "ending": "denied" } }.
--fault NAME without a value uses the value in brackets. The name of an ending works too: --fault denied.
${settingsHelp()}
`;
}

function settingsHelp(): string {
  const groups = new Set(settingNames.map((name) => settingsTable[name].group));
  return [...groups].map((group) => `\n${group}\n${groupHelp(group)}`).join('\n');
}

function groupHelp(group: string): string {
  return settingNames
    .filter((name) => settingsTable[name].group === group)
    .map((name) => {
      const { help, takes, initial, alone } = settingsTable[name];
      const meaning = alone === undefined ? '' : ` [${name}=${alone}]`;
      return `  ${name.padEnd(16)} ${help}\n${' '.repeat(19)}Takes ${takes} (${initial === '' ? 'none' : initial})${meaning}`;
    })
    .join('\n');
}
