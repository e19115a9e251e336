import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../src/sandbox.ts';
import { consent, createClient } from './client.ts';

const EVE = { email: 'eve@example.com', name: 'Eve', phone: '+61412345678', abn: '51 824 753 556' };

describe('POST /v1/end-users', () => {
  it('creates an end user, and answers with its id alone', async () => {
    const sandbox = createSandbox();
    const { status, json } = await (await createClient(sandbox)).post('/v1/end-users', EVE);
    expect([status, json]).toEqual([200, { end_user_id: expect.stringMatching(/^eu_[0-9a-f]{32}$/) }]);
    expect(sandbox.endUsers()).toEqual([{ id: json.end_user_id, ...EVE }]);
  });

  it('creates two for one e-mail address that is sent twice', async () => {
    const client = await createClient(createSandbox());
    const ids = [];
    for (const _ of [1, 2]) ids.push((await client.post('/v1/end-users', EVE)).json.end_user_id);
    expect(new Set(ids).size).toBe(2);
    const { json } = await client.get('/v1/end-users?email=eve@example.com');
    expect(json.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it('needs none of the fields', async () => {
    const client = await createClient(createSandbox());
    const { end_user_id } = (await client.post('/v1/end-users', {})).json;
    expect((await client.get(`/v1/end-users/${end_user_id}`)).json).toEqual({ id: end_user_id });
  });

  it.each([
    ['email', 'eve'],
    ['email', 7],
    ['name', ''],
    ['phone', '0412345678'],
    ['phone', '+0412'],
    ['abn', []],
  ])('refuses %s: %j', async (field, value) => {
    const sandbox = createSandbox();
    const { status, json } = await (await createClient(sandbox)).post('/v1/end-users', { [field]: value });
    expect([status, json.name]).toEqual([400, 'invalid_request']);
    expect(json.message).toContain(field);
    expect(sandbox.endUsers()).toEqual([]);
  });
});

describe('GET /v1/end-users', () => {
  it.each(['v1', 'v2'])('is a bare array at %s: all, or those with an e-mail address', async (version) => {
    const sandbox = createSandbox();
    const eve = sandbox.createEndUser(EVE);
    const adam = sandbox.createEndUser({ email: 'adam@example.com' });
    const client = await createClient(sandbox, version);
    expect((await client.get('/v1/end-users')).json).toEqual([eve, adam]);
    expect((await client.get('/v1/end-users?email=adam@example.com')).json).toEqual([adam]);
    expect((await client.get('/v1/end-users?email=nobody@example.com')).json).toEqual([]);
  });

  it('is an envelope at v3', async () => {
    const sandbox = createSandbox();
    const eve = sandbox.createEndUser(EVE);
    const { json } = await (await createClient(sandbox, 'v3')).get('/v1/end-users');
    expect(json).toEqual({ end_users: [eve], links: {} });
  });

  it('does not find one by an id that is none', async () => {
    const { status, json } = await (await createClient(createSandbox())).get('/v1/end-users/none');
    expect([status, json.name]).toEqual([404, 'end_user_not_found']);
  });
});

describe('DELETE /v1/end-users/{id}', () => {
  it('takes the end user and its consents along, once', async () => {
    const sandbox = createSandbox();
    const client = await createClient(sandbox);
    const { id } = sandbox.createEndUser(EVE);
    consent(sandbox, { endUserId: id });
    consent(sandbox, { endUserId: 'adam' });
    expect((await client.delete(`/v1/end-users/${id}`)).status).toBe(204);
    expect((await client.delete(`/v1/end-users/${id}`)).json.name).toBe('end_user_not_found');
    expect((await client.get(`/v1/end-users/${id}`)).status).toBe(404);
    const { json, status } = await client.get(`/v1/consent?end_user_id=${id}`);
    expect([status, json]).toEqual([200, []]);
    expect(sandbox.consents().map(({ endUserId }) => endUserId)).toEqual(['adam']);
    expect(() => sandbox.mint({ endUserId: id })).toThrow('There is no end user with this id');
  });
});

describe('an end user that nobody created', () => {
  it('comes to be with its first session, so that a first mint works with any id', async () => {
    const sandbox = createSandbox();
    const client = await createClient(sandbox);
    expect((await client.get('/v1/end-users/user-1')).status).toBe(404);
    expect((await client.post('/v1/auth/session', { end_user_id: 'user-1' })).status).toBe(200);
    expect((await client.get('/v1/end-users/user-1')).json).toEqual({ id: 'user-1' });
  });

  it('does not come to be with a session that is refused', async () => {
    const sandbox = createSandbox();
    const client = await createClient(sandbox);
    await client.post('/v1/auth/session', { end_user_id: 'user-1', institution_id: 'none' });
    expect(sandbox.endUsers()).toEqual([]);
  });

  it('is not found where the sandbox is strict, as on the platform', async () => {
    const sandbox = createSandbox({ strict: true });
    const client = await createClient(sandbox);
    const { status, json } = await client.post('/v1/auth/session', { end_user_id: 'user-1' });
    expect([status, json.name]).toEqual([404, 'end_user_not_found']);
    const { end_user_id } = (await client.post('/v1/end-users', {})).json;
    expect((await client.post('/v1/auth/session', { end_user_id })).status).toBe(200);
  });
});
