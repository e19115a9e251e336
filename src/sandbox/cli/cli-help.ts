import { settingNames, settingsTable } from '../settings-table.ts';
import { DEFAULT_WEBHOOK_SECRET } from '../webhooks/signature.ts';

/** What `--help` prints: the flags, and every setting straight from the table. */
export function cliHelp(): string {
  return `open-consent-sandbox: a local provider to develop and test against.

Usage: open-consent-sandbox [flags]

  --port PORT            where to listen; 0 takes any free port (4100)
  --host ADDRESS         an IP address to listen on (127.0.0.1); 0.0.0.0 opens it to the network, for containers
  --allow-host NAME      a name by which requests may call this host, besides loopback; may be repeated
  --api-version VERSION  what a request without X-Fiskil-Version gets: v1, v2 or v3 (v2)
  --strict               mints only for end users that were created with POST /v1/end-users
  --webhook-url URL      the same as --fault webhookUrl=URL: where webhooks are posted
  --webhook-secret TEXT  what they are signed with, in base64 (${DEFAULT_WEBHOOK_SECRET})
  --fault NAME[=VALUE]   a setting for every session, as below; may be repeated
  --expires-in SECONDS   the same as --fault expiresIn=SECONDS
  --dialect DIALECT      the same as --fault dialect=DIALECT
  --reload RELOAD        the same as --fault reload=RELOAD
  --json                 log as JSON, one line for each event
  --help                 this text

Settings. A session may have its own: in "sandbox" beside end_user_id when it is minted, or on the index page.
An ending's name alone is enough (--fault denied), and so is a setting's where [NAME=...] says what that means.
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
