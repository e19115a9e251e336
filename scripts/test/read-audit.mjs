// What `npm audit --json` has to say.

export function readAudit(json) {
  const report = parse(json);
  const { vulnerabilities } = report;
  if (!vulnerabilities) return { text: `No audit could be had: ${whyNot(report)}`, failed: false };
  const lines = Object.values(vulnerabilities).map(
    ({ name, severity, range, via }) => `${name} ${range} (${severity}): ${via.map(titleOf).join(', ')}`,
  );
  if (lines.length === 0) return { text: 'No package in the lockfile has a known advisory.', failed: false };
  return { text: ['Packages with known advisories:', ...lines].join('\n  '), failed: true };
}

function parse(json) {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}

function whyNot({ message, error }) {
  return message || error?.summary || 'npm printed no report';
}

/** An advisory, or the name of a package that has one. */
function titleOf(via) {
  return typeof via === 'string' ? `through ${via}` : via.title;
}
