// What a page that loads a script-tag file from elsewhere puts into `integrity`.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** `{ 'open-consent.global.js': 'sha384-…', … }`, for every script-tag file of a folder. */
export function scriptIntegrity(folder, files) {
  return Object.fromEntries(files.map((file) => [file, sha384(`${folder}/${file}`)]));
}

function sha384(path) {
  return `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}`;
}
