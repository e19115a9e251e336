import { describe, expect, test } from 'vitest';
import { readAudit } from '../../../scripts/test/read-audit.mjs';

describe('an audit', () => {
  test('passes without an advisory', () => {
    const { text, failed } = readAudit('{ "auditReportVersion": 2, "vulnerabilities": {} }');
    expect({ text, failed }).toEqual({
      text: 'No package in the lockfile has a known advisory.',
      failed: false,
    });
  });

  test('fails with one, and names the package, its versions and what it is', () => {
    const via = [{ title: 'Reads any file' }, 'inner'];
    const vulnerabilities = { outer: { name: 'outer', severity: 'high', range: '<1.2.3', via } };
    const { text, failed } = readAudit(JSON.stringify({ vulnerabilities }));
    expect(failed).toBe(true);
    expect(text).toContain('outer <1.2.3 (high): Reads any file, through inner');
  });

  test.each([
    ['{ "message": "405 Method Not Allowed", "statusCode": 405 }', '405 Method Not Allowed'],
    ['{ "error": { "code": "ENOTFOUND", "summary": "no network" } }', 'no network'],
    ['', 'npm printed no report'],
    ['null', 'npm printed no report'],
  ])('that cannot be had (%s) says so, and is no failure', (json, why) => {
    expect(readAudit(json)).toEqual({ text: `No audit could be had: ${why}`, failed: false });
  });
});
