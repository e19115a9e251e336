import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox.ts';
import type { ConsentServer, WebhookEvent } from '../../src/server.ts';
import { giveConsent, pressOn } from '../package/support/walk.ts';
import { browser } from './connect.ts';

/** What a day is played on. Where there is one server, it is both. */
export interface DayStage {
  sandbox: Sandbox;
  /** A client of the test's own. */
  platform: ConsentServer;
  /** The origin of the server that mints. */
  first: string;
  /** The origin of the server that answers for it. */
  second: string;
}

/**
 * The whole day of a consent, over real HTTP: an end user, a consent in a real browser, the status, the webhooks (twice,
 * and late), a renewal, and the end of it.
 */
export async function playDay(stage: DayStage): Promise<void> {
  const { platform, first, second } = stage;
  const email = `ada.${crypto.randomUUID()}@example.org`;
  const { end_user_id: user } = await platform.endUsers.create({ email });
  expect((await platform.endUsers.findByEmail(email)).map((one) => one.end_user_id)).toEqual([user]);
  expect(await statusOf(second, user, await mint(first, user))).toBe('pending');
  expect(await platform.consents.list(user)).toEqual([]);

  const session = await connect(stage, '/', user);
  expect(await statusOf(second, user, session)).toBe('success');
  expect(await statusOf(second, 'somebody-else', session)).toBe(404);
  const [consent, ...others] = await platform.consents.list(user, { active: true });
  expect(others).toEqual([]);
  const arrangementId = consent?.arrangement_id ?? '';
  await expectEvents(stage, user, ['consent.received']);

  await nextSecond();
  const renewal = await connect(stage, '/renew', user, pressOn);
  expect(await statusOf(second, user, renewal)).toBe('success');
  expect(await statusOf(second, user, session)).toBe(404);
  expect(await platform.consents.list(user)).toEqual([
    expect.objectContaining({ arrangement_id: arrangementId, created_at: consent?.created_at, active: true }),
  ]);
  await expectEvents(stage, user, ['consent.received', 'consent.updated']);

  await platform.consents.revoke(arrangementId);
  expect(await statusOf(second, user, renewal)).toBe('pending');
  expect(await platform.consents.list(user, { active: true })).toEqual([]);
  await expectEvents(stage, user, ['consent.received', 'consent.updated', 'consent.revoked']);

  await platform.endUsers.delete(user);
  await expect(platform.endUsers.get(user)).rejects.toMatchObject({ code: 'rejected', status: 404 });
}

/** Presses the button in a page of the first server, and gives consent in the window that opens. */
async function connect(
  { first }: DayStage,
  path: string,
  user: string,
  consent: (provider: Page) => Promise<void> = giveConsent,
): Promise<string> {
  const context = await browser.newContext();
  await context.addCookies([{ name: 'user', value: user, url: first }]);
  const page = await context.newPage();
  await page.goto(first + path);
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Connect your bank' }).click();
  await consent(await opened);
  const session = await connectedSession(page);
  await context.close();
  return session;
}

async function connectedSession(page: Page): Promise<string> {
  const status = page.getByRole('status').filter({ hasText: /^connected / });
  await status.waitFor();
  return (await status.textContent())?.split(' ')[1] ?? '';
}

async function mint(origin: string, user: string): Promise<string> {
  const response = await post(origin, '/api/auth-session', user);
  return ((await response.json()) as { session_id: string }).session_id;
}

async function statusOf(origin: string, user: string, sessionId: string): Promise<unknown> {
  const response = await post(origin, '/api/auth-session/status', user, { session_id: sessionId });
  return response.ok ? ((await response.json()) as { status: string }).status : response.status;
}

function post(origin: string, path: string, user: string, body: object = {}): Promise<Response> {
  return fetch(origin + path, {
    method: 'POST',
    headers: { cookie: `user=${user}` },
    body: JSON.stringify(body),
  });
}

/** Once each, by all servers together, although every webhook was delivered twice. */
async function expectEvents(
  { sandbox, first, second }: DayStage,
  user: string,
  wanted: string[],
): Promise<void> {
  await sandbox.webhooksDone();
  const origins = [...new Set([first, second])];
  const lists = origins.map(
    async (origin) => (await (await fetch(`${origin}/events`)).json()) as WebhookEvent[],
  );
  const seen = (await Promise.all(lists)).flat().filter(({ data }) => data.end_user_id === user);
  expect(seen.map(({ data }) => data.event).sort()).toEqual([...wanted].sort());
  const sent = sandbox.webhooks().filter(({ endUserId }) => endUserId === user);
  expect(sent.map(({ event, state }) => [event, state])).toEqual(wanted.map((event) => [event, 'delivered']));
  for (const { attempts } of sent) expect(attempts.length).toBeGreaterThan(1);
}

/** The platform's times are whole seconds: what is renewed within one cannot be told from what was given in it. */
async function nextSecond(): Promise<void> {
  const now = () => Math.floor(Date.now() / 1000);
  const start = now();
  await expect.poll(now).toBeGreaterThan(start);
}
