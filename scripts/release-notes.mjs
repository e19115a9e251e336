// Prints what the changelog says of a version: `node scripts/release-notes.mjs v1.2.3 [repository]`. Fails where a release
// would be wrong: another version in package.json, no section in the changelog, another repository than package.json names.
import { readFileSync } from 'node:fs';
import { readNotes } from './release/read-notes.mjs';

const [tag = '', repository] = process.argv.slice(2);
try {
  const pack = JSON.parse(readFileSync('package.json', 'utf8'));
  console.log(readNotes({ tag, repository, pack, changelog: readFileSync('CHANGELOG.md', 'utf8') }));
} catch (error) {
  console.error(`release-notes: ${error.message}`);
  process.exitCode = 1;
}
