import { describe, expect, it } from 'vitest';
import { type Release, readNotes } from '../../../scripts/release/read-notes.mjs';

const RELEASE: Release = {
  tag: 'v1.2.0',
  repository: 'https://github.com/a/b',
  pack: { version: '1.2.0', repository: { url: 'git+https://github.com/a/b.git' } },
  changelog:
    '# Changelog\n\n## [Unreleased]\n\n- Later\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- This\n\n## [1.1.0]\n\n- Old\n',
};

describe('the notes of a release', () => {
  it('are the section of that version', () => {
    expect(readNotes(RELEASE)).toBe('### Added\n\n- This');
  });

  it.each<[string, Partial<Release>, RegExp]>([
    ['a tag of another version', { tag: 'v1.3.0' }, /tag is v1\.3\.0, .*version 1\.2\.0/],
    ['another repository', { repository: 'https://github.com/c/d' }, /This is .*c\/d, .*a\/b/],
    [
      'a changelog without that version',
      { changelog: '## [Unreleased]\n\n- Later\n' },
      /says nothing of 1\.2\.0/,
    ],
    ['a section without text', { changelog: '## [1.2.0]\n\n## [1.1.0]\n' }, /says nothing of 1\.2\.0/],
  ])('do not exist for %s', (_, change, message) => {
    expect(() => readNotes({ ...RELEASE, ...change })).toThrow(message);
  });
});
