import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { browser } from '../support/connect.ts';
import { fixture, startApp, startSandbox } from './support/fixtures.ts';
import { createInstalled, createProject, type Project } from './support/project.ts';
import { giveConsent } from './support/walk.ts';

let project: Project;
let sandbox: string;
/** A page of another origin. */
let app: string;
beforeAll(async () => {
  project = await createInstalled();
  sandbox = await startSandbox(project);
  const files = Object.entries(fixture('embedder')).map(([file, text]) => [`embedder/${file}`, text]);
  project.write(Object.fromEntries(files));
  app = await startApp(project, sandbox, 'embedder');
});
afterAll(() => project.remove());

async function open(address: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

interface Minted {
  id: string;
  authUrl: string;
}

/** Opens that page, with a session's pages in a frame. */
async function embed(id: string): Promise<Page> {
  return open(`${app}/?${new URLSearchParams({ provider: sandbox, id })}`);
}

/** As any server does it, over HTTP. */
async function mint(at = sandbox, body: object = {}): Promise<Minted> {
  const post = async (path: string, json: object, headers = {}) => {
    const answer = await fetch(at + path, { method: 'POST', body: JSON.stringify(json), headers });
    return (await answer.json()) as Record<string, string>;
  };
  const { token } = await post('/v1/token', { client_id: 'any', client_secret: 'any' });
  const authorization = `Bearer ${token}`;
  const session = await post('/v1/auth/session', { end_user_id: 'user', ...body }, { authorization });
  return { id: session['session_id'] ?? '', authUrl: session['auth_url'] ?? '' };
}

describe('npx open-consent-sandbox', () => {
  it('runs from the registry, too, in a folder that has nothing', async () => {
    const empty = createProject();
    onTestFinished(() => empty.remove());
    const help = await empty.run('npx --yes --package open-consent open-consent-sandbox --help');
    expect(help).toMatch(/--port.*--fault.*--expires-in.*--json/s);
  });

  it('takes faults and a lifetime for every session, and logs JSON without secrets', async () => {
    const flags = '--port 0 --fault denied --fault coop --expires-in 60 --json';
    const service = await project.serve(`npx open-consent-sandbox ${flags}`, /"listening".*\n/);
    const entries = () =>
      service
        .output()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    const { origin } = entries()[0];
    const { id, authUrl } = await mint(origin);
    const [session] = await fetch(`${origin}/sandbox/sessions`).then((answer) => answer.json());
    expect(session).toMatchObject({ settings: { ending: 'denied', coop: 'same-origin', expiresIn: 60 } });
    const page = await open(authUrl);
    expect((await page.reload())?.headers()['cross-origin-opener-policy']).toBe('same-origin');
    await giveConsent(page, 'Log in');
    await page.getByRole('heading', { name: 'No consent was given' }).waitFor();
    await expect.poll(() => entries().map(({ type }) => type)).toContain('session_ended');
    expect(entries().find(({ type }) => type === 'session_ended')).toMatchObject({
      sessionId: id,
      end: 'denied',
    });
    expect(service.output()).not.toMatch(/any|sess_id|Bearer/);
    await service.stop();
    await expect(fetch(authUrl)).rejects.toThrow();
  });

  it('posts signed webhooks to the address that it is told', async () => {
    const received: { body: string; signature: unknown }[] = [];
    const receiver = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      received.push({ body, signature: request.headers['x-fiskil-signature'] });
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void receiver.close());
    await once(receiver, 'listening');
    const { port } = receiver.address() as AddressInfo;
    const key = Buffer.from('a key of its own');
    const flags = `--webhook-url http://127.0.0.1:${port}/ --webhook-secret ${key.toString('base64')}`;
    const origin = await startSandbox(project, flags);
    await open((await mint(origin, { sandbox: { autopilot: 0 } })).authUrl);
    await expect.poll(() => received).toHaveLength(1);
    const [{ body, signature } = { body: '', signature: '' }] = received;
    expect(JSON.parse(body)).toMatchObject({ data: { event: 'consent.received', end_user_id: 'user' } });
    expect(signature).toBe(createHmac('sha256', key).update(body).digest('base64'));
  });

  it.each([
    ['--port nowhere', /^open-consent-sandbox: --port must be a whole number/],
    [
      '--fault denyed',
      /^open-consent-sandbox: --fault denyed is neither a setting nor an ending\. See --help/,
    ],
  ])('refuses %s in one line', async (flags, line) => {
    const failed: Error = await project.run(`npx open-consent-sandbox ${flags}`).catch((error) => error);
    expect(failed.message).toMatch(/ended with 1:\n/);
    expect(failed.message.split(':\n')[1]).toMatch(line);
  });
});

describe('the page of the sandbox', () => {
  it('picks a fault for the next session, and lists what became of each', async () => {
    const page = await open(sandbox);
    await page.getByRole('button', { name: 'denied' }).click();
    await page.getByRole('status').getByText('Will be minted with ending=denied.').waitFor();
    expect(await page.getByRole('button', { name: 'denied' }).getAttribute('aria-pressed')).toBe('true');
    const [faulty, sound] = [await mint(), await mint()];

    await page.goto(sandbox);
    const [newest, older] = await page.getByRole('listitem').all();
    expect(await newest?.textContent()).toContain(sound.id);
    expect(await older?.textContent()).toMatch(new RegExp(`${faulty.id}.*minted.*ending=denied`, 's'));
    await older?.getByRole('link').click();
    await giveConsent(page, 'Log in');
    await page.getByRole('heading', { name: 'No consent was given' }).waitFor();

    await page.goto(sandbox);
    await page.getByText('ended: denied').waitFor();
    await page.getByRole('link', { name: `Open session ${sound.id}` }).click();
    await giveConsent(page);
    await page.getByRole('heading', { name: 'All done' }).waitFor();
  });

  it('has every setting behind one press', async () => {
    const page = await open(sandbox);
    await page.getByText('Every setting').click();
    await page.getByLabel('expiresIn').fill('soon');
    await page.getByRole('button', { name: 'Use for the next session' }).click();
    await page.getByRole('alert').getByText('expiresIn must be a whole number of seconds').waitFor();
    await page.getByLabel('expiresIn').fill('0');
    await page.getByRole('button', { name: 'Use for the next session' }).click();
    await page.getByText('Will be minted with expiresIn=0.').waitFor();
    await page.goto((await mint()).authUrl);
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  });
});

describe('a page of another origin', () => {
  it.each([
    ['by fetch', (to: string) => fetch(to, { method: 'POST', mode: 'no-cors', body: 'fault=denied' })],
    ['by a beacon', (to: string) => navigator.sendBeacon(to, 'fault=denied')],
    [
      'by a form',
      (to: string) => {
        const form = Object.assign(document.createElement('form'), { action: to, method: 'post' });
        form.append(Object.assign(document.createElement('input'), { name: 'fault', value: 'denied' }));
        document.body.append(form);
        form.submit();
      },
    ],
  ])('sets up no session %s', async (_, attack) => {
    const service = await project.serve('npx open-consent-sandbox --port 0 --json', /"listening".*\n/);
    const { origin } = JSON.parse(service.output().split('\n')[0] ?? '');
    const page = await embed('unknown');
    await page.evaluate(attack as (to: string) => unknown, `${origin}/sandbox/next`).catch(() => {});
    // The page itself is not even told of the answer.
    await expect.poll(() => service.output()).toContain('"path":"/sandbox/next","status":403');
    await mint(origin);
    const [session] = (await (await fetch(`${origin}/sandbox/sessions`)).json()) as unknown[];
    expect(session).toMatchObject({ settings: { ending: 'success' } });
    await service.stop();
  });

  it('cannot frame the sandbox’s own page, whose buttons it could have clicked', async () => {
    const page = await embed('unknown');
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, `${sandbox}/`);
    await refused;
  });
});

describe('createSandbox()', () => {
  it('serves a test of an integrator’s own, and lets the process end', async () => {
    project.write({
      'own-test.mjs': `
import { createSandbox } from 'open-consent/sandbox';
import { createConsentServer } from 'open-consent/server';

const sandbox = createSandbox({ port: 0, settings: { ending: 'denied' } });
const baseUrl = await sandbox.listen();
const platform = createConsentServer({ baseUrl, clientId: 'any', clientSecret: 'any' });
const session = await platform.sessions.create({ endUserId: 'user', redirectUri: 'http://localhost/', cancelUri: 'http://localhost/' });
const page = await fetch(session.auth_url);
const [seen] = sandbox.sessions();
await sandbox.close();
console.log(page.status, seen.sessionId === session.session_id, seen.settings.ending);
`,
    });
    expect(await project.run('node own-test.mjs')).toBe('200 true denied\n');
  });
});

describe('a client of the platform that is not this package', () => {
  const ERROR_ID = 'err_[0-9a-f-]{36}';
  const told = (page: Page, text: string) => page.getByText(new RegExp(`^${text}$`)).waitFor();

  it.each(['query', 'consent'])(
    'hears of a success, once, whatever shape auth_url has (%s)',
    async (urlShape) => {
      const page = await embed((await mint(sandbox, { sandbox: { urlShape } })).id);
      await giveConsent(page.frameLocator('iframe'));
      await told(page, 'consent [0-9a-f-]{36}');
    },
  );

  it('hears of a success before the frame goes on to a callback', async () => {
    const page = await embed((await mint(sandbox, { redirect_uri: `${app}/connected` })).id);
    await giveConsent(page.frameLocator('iframe'));
    await told(page, 'consent [0-9a-f-]{36}');
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/\/connected\?session_id=/);
  });

  it('hears that the user has cancelled', async () => {
    const page = await embed((await mint()).id);
    await page.frameLocator('iframe').getByRole('button', { name: 'Cancel' }).click();
    await told(page, `failed AUTH_SESSION_CANCELLED ${ERROR_ID}`);
  });

  it.each([
    ['denied', 'CONSENT_ENDUSER_DENIED'],
    ['upstream_failure', 'CONSENT_UPSTREAM_PROCESSING_ERROR'],
    ['timeout', 'CONSENT_TIMEOUT'],
  ])('hears of a failure: %s', async (ending, type) => {
    const page = await embed((await mint(sandbox, { sandbox: { ending, autopilot: 0 } })).id);
    await told(page, `failed ${type} ${ERROR_ID}`);
  });

  it('hears that a session is unknown, expired or used', async () => {
    const expired = await mint(sandbox, { sandbox: { expiresIn: 0 } });
    const used = await mint(sandbox, { sandbox: { autopilot: 0 } });
    await told(await embed(used.id), 'consent [0-9a-f-]{36}');
    for (const id of ['unknown', expired.id, used.id]) {
      await told(await embed(id), `failed AUTH_SESSION_INVALID ${ERROR_ID}`);
    }
  });
});
