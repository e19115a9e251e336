import { settingNames, settingsTable } from '../settings-table.ts';

/** What `--help` prints: the flags, and every setting straight from the table. */
export function cliHelp(): string {
  return `open-consent-sandbox: a local provider to develop and test against.

Usage: open-consent-sandbox [flags]

  --port PORT            where to listen on 127.0.0.1; 0 takes any free port (4100)
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
