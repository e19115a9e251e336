import { describe, expect, it } from 'vitest';
import { readCliOptions } from '../../../src/sandbox/cli/cli-options.ts';
import { runCli } from '../../../src/sandbox/cli/run-cli.ts';
import { settingNames } from '../../../src/sandbox/settings-table.ts';
import { createSandbox } from '../../../src/sandbox.ts';

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const world = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await runCli(args, { ...world, stopped: Promise.resolve() });
  return { code, out, err };
}

/** Runs the command line until `use` is done with it. */
async function serve(args: string[], use: (origin: string) => Promise<void>): Promise<string[]> {
  const out: string[] = [];
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let listening = (_: string) => {};
  const origin = new Promise<string>((resolve) => {
    listening = resolve;
  });
  const code = runCli(['--port', '0', ...args], {
    out: (line) => {
      out.push(line);
      const found = line.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
      if (found) listening(found);
    },
    err: (line) => listening(line),
    stopped,
  });
  await use(await origin);
  stop();
  expect(await code).toBe(0);
  return out;
}

async function mintAt(origin: string, body: object = {}) {
  const post = (path: string, json: object, headers = {}) =>
    fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(json), headers }).then((r) => r.json());
  const { token } = await post('/v1/token', { client_id: 'a', client_secret: 'b' });
  await post('/v1/auth/session', { end_user_id: 'eve', ...body }, { authorization: `Bearer ${token}` });
  const sessions = await fetch(`${origin}/sandbox/sessions`).then((response) => response.json());
  return sessions[0].settings;
}

describe('the command line', () => {
  it('explains every flag and every setting', async () => {
    const { code, out, err } = await run('--help');
    expect([code, err]).toEqual([0, []]);
    const safety = ['host', 'allow-host', 'strict', 'api-version', 'webhook-url', 'webhook-secret'];
    for (const flag of ['port', ...safety, 'fault', 'expires-in', 'dialect', 'reload', 'json', 'help']) {
      expect(out[0]).toContain(`\n  --${flag} `);
    }
    expect(out[0]).toContain(createSandbox().webhookSecret);
    for (const name of settingNames) expect(out[0]).toContain(`\n  ${name} `);
  });

  it.each([
    [['--folt'], "Unknown option '--folt'. See --help"],
    [['extra'], "Unexpected argument 'extra'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', 'http'], '--port must be a whole number'],
    [['--port', '65536'], '--port must be a whole number'],
    [['--fault', 'denyed'], '--fault denyed is neither a setting nor an ending'],
    [['--fault', 'colour=red'], 'Unknown setting "colour"'],
    [['--fault', 'home=nowhere'], 'home must be one of both, message'],
    [['--expires-in', 'soon'], 'expiresIn must be a whole number of seconds'],
    [['--dialect', 'welsh'], 'dialect must be one of flat, typed'],
    [['--host', 'example.com'], 'host must be an IP address of this machine'],
    [['--allow-host', 'http://app'], 'allowedHosts must be names without scheme and port'],
    [['--api-version', '2'], '--api-version must be v1, v2 or v3'],
    [['--webhook-url', 'localhost:3000'], 'webhookUrl must be an absolute http(s) URL'],
    [['--webhook-secret', 'no base64'], 'webhookSecret must be base64'],
  ])('answers %j with one line and the code 1', async (args, line) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([1, []]);
    expect(err).toHaveLength(1);
    expect(err[0]).toContain(`open-consent-sandbox: ${line}`);
    expect(err[0]).not.toContain('\n');
  });

  it('says in one line that a port is taken', async () => {
    const sandbox = createSandbox({ port: 0 });
    const { port } = new URL(await sandbox.listen());
    const { code, err } = await run('--port', port);
    await sandbox.close();
    expect([code, err.length]).toEqual([1, 1]);
    expect(err[0]).toContain(`port ${port} of 127.0.0.1 is taken`);
  });

  it('serves with the faults it was given, until it is stopped', async () => {
    const faults = ['denied', 'coop', 'home=message', 'coopOnRedirect=same-origin; report-to="a=b"'];
    const args = faults.flatMap((fault) => ['--fault', fault]);
    let origin = '';
    await serve([...args, '--expires-in', '60', '--dialect', 'typed', '--reload', 'spent'], async (at) => {
      origin = at;
      expect(await mintAt(at)).toMatchObject({
        ending: 'denied',
        coop: 'same-origin',
        home: 'message',
        coopOnRedirect: 'same-origin; report-to="a=b"',
        expiresIn: 60,
        dialect: 'typed',
        reload: 'spent',
      });
    });
    await expect(fetch(origin)).rejects.toThrow();
  });

  it('takes a setting that has a flag of its own as a fault, too', () => {
    const faults = ['expiresIn=5', 'dialect', 'reload=spent', 'webhookUrl=http://localhost/a?b=c'];
    const { sandbox } = readCliOptions(faults.flatMap((fault) => ['--fault', fault]));
    expect(sandbox.settings).toEqual({
      expiresIn: 5,
      dialect: 'typed',
      reload: 'spent',
      webhookUrl: 'http://localhost/a?b=c',
    });
  });

  it('serves a network where it is told to, by the names it is told, and warns', async () => {
    const args = ['--host', '0.0.0.0', '--allow-host', 'sandbox', '--allow-host', 'app', '--strict'];
    const more = ['--api-version', 'v3', '--webhook-secret', 'aHVzaA=='];
    const { out, err } = await run('--port', '0', ...args, ...more);
    expect(out[0]).toMatch(/Listening on http:\/\/127\.0\.0\.1:[1-9]/);
    expect(err).toEqual(['open-consent-sandbox: this --host lets everybody on the network use the sandbox']);
    expect(readCliOptions([...args, ...more]).sandbox).toMatchObject({
      host: '0.0.0.0',
      allowedHosts: ['sandbox', 'app'],
      strict: true,
      apiVersion: 'v3',
      webhookSecret: 'aHVzaA==',
    });
  });

  it('listens on this machine alone where it is told nothing, and warns of nothing', async () => {
    const { err } = await run('--port', '0');
    expect(err).toEqual([]);
    expect(readCliOptions([]).sandbox.host).toBeUndefined();
  });

  it('logs a line for people, or JSON for programs', async () => {
    const lines = await serve([], async (origin) => {
      await mintAt(origin, { sandbox: { ending: 'denied', webhookUrl: 'http://app.test/hook?key=hush' } });
    });
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d Listening on http/);
    expect(lines.join('\n')).toMatch(
      /Session [0-9a-f-]+ minted with ending=denied, webhookUrl=http:\/\/app\.test\/hook\n/,
    );
    expect(lines.join('\n')).toMatch(/POST \/v1\/auth\/session 200 \(\d+ ms\)/);
    const json = await serve(['--json'], async (origin) => void (await mintAt(origin)));
    const types = json.map((line) => JSON.parse(line).type);
    expect(types.slice(0, 3)).toEqual(['listening', 'request', 'session_minted']);
  });
});
