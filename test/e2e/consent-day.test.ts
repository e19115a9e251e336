import { describe, it, onTestFinished } from 'vitest';
import { playDay } from '../support/consent-day.ts';
import { lateAndTwice, startDayServer, startRelay } from '../support/day-servers.ts';

const SCRIPT = 'test/package/fixtures/day/server.mjs';
const built = (file: string) => import(new URL(`../../dist/${file}`, import.meta.url).href);

describe('the whole day of a consent', () => {
  it.each(['v1', 'v2', 'v3'])('with %s of the platform', async (apiVersion) => {
    const { createSandbox } = (await built('sandbox.js')) as typeof import('../../src/sandbox.ts');
    const { createConsentServer } = (await built('server.js')) as typeof import('../../src/server.ts');
    const origins: string[] = [];
    const relay = await startRelay(origins);
    // The account is pinned to another version: what counts is the header.
    const pin = apiVersion === 'v2' ? 'v3' : 'v2';
    const sandbox = createSandbox({
      port: 0,
      strict: true,
      apiVersion: pin,
      settings: lateAndTwice(relay.origin),
    });
    const baseUrl = await sandbox.listen();
    const server = await startDayServer(SCRIPT, process.cwd(), [baseUrl, apiVersion, sandbox.webhookSecret]);
    onTestFinished(async () => void (await Promise.all([server.stop(), relay.stop(), sandbox.close()])));
    origins.push(server.origin);
    const platform = createConsentServer({ baseUrl, apiVersion, clientId: 'any', clientSecret: 'any' });
    await playDay({ sandbox, platform, first: server.origin, second: server.origin });
  });
});
