import { describe, expect, it } from 'vitest';
import { logLine } from '../../../../src/sandbox/cli/log-line.ts';
import { runCli } from '../../../../src/sandbox/cli/run-cli.ts';
import { printable } from '../../../../src/sandbox/safety/printable.ts';
import { createSandbox } from '../../../../src/sandbox.ts';

/** What a terminal obeys, hides, reorders or breaks a line at. */
const HOSTILE = [
  ...Array.from({ length: 0x20 }, (_, code) => code),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  ...[0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e],
  ...[0x2066, 0x2067, 0x2068, 0x2069, 0xfeff, 0xd800],
].map((code) => String.fromCharCode(code));
const hasHostile = (text: string) => HOSTILE.some((one) => text.includes(one));

async function linesFor(path: string): Promise<string[]> {
  const lines: string[] = [];
  const sandbox = createSandbox({
    log: (entry) => lines.push(logLine(entry), JSON.stringify(entry)),
  });
  await sandbox.fetch(new Request(sandbox.origin + path));
  return lines;
}

describe('the log', () => {
  it('has every character that steers a terminal replaced, in lines for people and in JSON', async () => {
    const wellFormed = HOSTILE.filter((one) => !/\p{Cs}/u.test(one));
    const lines = await linesFor(`/a${encodeURIComponent(wellFormed.join(''))}z`);
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(hasHostile(line)).toBe(false);
      expect(line).toContain(`/a${'\u{fffd}'.repeat(wellFormed.length)}z`);
    }
  });

  it('cannot be made to show a line of somebody else’s', async () => {
    const [line] = await linesFor('/%1b]0;pwned%07%0a12:00:00%20Session%20forged%e2%80%ae');
    expect(line?.split('\n')).toHaveLength(1);
    expect(line).toContain('GET /\u{fffd}]0;pwned\u{fffd}\u{fffd}12:00:00 Session forged\u{fffd} 404');
  });

  it('leaves other text alone, whatever its script', () => {
    for (const text of ['/pfad/ä-ö', '/путь', '/路径', '/مسار', '/😀', 'a b~'])
      expect(printable(text)).toBe(text);
    expect(printable('a\ud800b')).toBe('a\u{fffd}b');
  });

  it('and what is wrong with a flag are safe to print', async () => {
    const err: string[] = [];
    const world = { out: () => {}, err: (line: string) => err.push(line), stopped: Promise.resolve() };
    await runCli(['--fault', '\u009b31mred\u202e'], world);
    expect(err[0]).toContain('--fault \u{fffd}31mred\u{fffd} is neither');
  });
});
