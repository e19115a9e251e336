import { describe, expect, it } from 'vitest';
import { createSandbox, type SandboxOptions } from '../../../src/sandbox.ts';
import { consent, createClient } from './client.ts';
import { createVisitor, walk } from './visitor.ts';

const NOW = Date.UTC(2026, 10, 20);
const DAY = 86_400;

/** A sandbox whose clock stands still until it is moved, and a client of it. */
async function setUp(options: SandboxOptions = {}, version?: string) {
  let now = NOW;
  const sandbox = createSandbox({ now: () => now, ...options });
  const client = await createClient(sandbox, version);
  return { sandbox, client, pass: (seconds: number) => (now += seconds * 1000) };
}

describe('GET /v1/consent', () => {
  it.each(['v1', 'v2'])('at %s is a bare array, in the platform’s spelling', async (version) => {
    const { sandbox, client } = await setUp({}, version);
    const { id } = sandbox.createEndUser({ email: 'eve@example.com' });
    const { auth_url } = sandbox.mint({ endUserId: id, permissions: ['balances'] });
    await walk(createVisitor(sandbox), auth_url);
    expect((await client.get('/v1/consent')).json).toEqual([
      {
        arrangement_id: sandbox.sessions()[0]?.arrangementId,
        active: true,
        created_at: '2026-11-20T00:00:00Z',
        last_consent: '2026-11-20T00:00:00Z',
        expires_at: '2027-11-20T00:00:00Z',
        duration: 31_536_000,
        end_user_id: id,
        end_user_email: 'eve@example.com',
        institution_id: '88888',
        institution_name: 'Banking Sandbox Data Holder',
        institution_logo: `${sandbox.origin}/icons/88888.svg`,
        institution_type: 'banking',
        account_ids: ['everyday', 'savings', 'card'],
        permissions: ['balances'],
        last_accessed: '2026-11-20T00:00:00Z',
        termination_reason: '',
        app_name: 'Sandbox app',
        app_logo: `${sandbox.origin}/icons/sandbox.svg`,
      },
    ]);
  });

  it('at v3 has the same consents in an envelope', async () => {
    const { sandbox, client } = await setUp();
    consent(sandbox);
    const bare = (await client.get('/v1/consent')).json;
    const { json } = await client.get('/v1/consent', { 'x-fiskil-version': 'v3' });
    expect(json).toEqual({ consents: bare, links: {} });
    expect(bare).toHaveLength(1);
  });

  it('names no consent by the id that the browser and webhooks use', async () => {
    const { sandbox, client } = await setUp();
    const { consentId, arrangementId } = consent(sandbox);
    expect(consentId).toBeTruthy();
    expect(consentId).not.toBe(arrangementId);
    expect(JSON.stringify((await client.get('/v1/consent')).json)).not.toContain(consentId);
  });

  it('grants the account’s own permissions where none were asked for', async () => {
    const { sandbox, client } = await setUp();
    consent(sandbox);
    expect((await client.get('/v1/consent')).json[0].permissions).toEqual([
      'accounts',
      'balances',
      'transactions',
    ]);
  });

  it('has a consent for the end user who gave it, and for nobody else', async () => {
    const { sandbox, client } = await setUp();
    consent(sandbox, { endUserId: 'eve' });
    expect((await client.get('/v1/consent?end_user_id=eve')).json).toHaveLength(1);
    expect((await client.get('/v1/consent?end_user_id=adam')).json).toEqual([]);
  });

  it('tells active ones from those that are not', async () => {
    const { sandbox, client } = await setUp();
    const [gone, kept] = [consent(sandbox), consent(sandbox)];
    sandbox.revokeConsent(gone.arrangementId ?? '');
    const ids = async (query: string) =>
      (await client.get(`/v1/consent${query}`)).json.map(
        (one: Record<string, string>) => one['arrangement_id'],
      );
    expect(await ids('?active=true')).toEqual([kept.arrangementId]);
    expect(await ids('?active=false')).toEqual([gone.arrangementId]);
    expect((await ids('')).sort()).toEqual([gone.arrangementId, kept.arrangementId].sort());
  });

  it.each(['yes', '1', ''])('refuses active=%j', async (active) => {
    const { client } = await setUp();
    const { status, json } = await client.get(`/v1/consent?active=${active}`);
    expect([status, json.message]).toEqual([400, 'active must be true or false']);
  });

  it.each(['denied', 'otp_failure', 'upstream_failure'] as const)('has none after %s', async (ending) => {
    const { sandbox, client } = await setUp();
    expect(consent(sandbox, { settings: { ending } }).end).toBe(ending);
    expect((await client.get('/v1/consent')).json).toEqual([]);
  });
});

describe('DELETE /v1/consent/{arrangement_id}', () => {
  it('revokes the consent, and says why it ended', async () => {
    const { sandbox, client } = await setUp();
    const { arrangementId } = consent(sandbox);
    const { status, json } = await client.delete(`/v1/consent/${arrangementId}`);
    expect([status, json]).toEqual([204, '']);
    const [listed] = (await client.get('/v1/consent')).json;
    expect(listed).toMatchObject({ active: false, termination_reason: 'Revoked' });
  });

  it('answers alike for one that is unknown, and does nothing', async () => {
    const { sandbox, client } = await setUp();
    const { consentId } = consent(sandbox);
    expect((await client.delete('/v1/consent/unknown')).status).toBe(204);
    expect((await client.delete(`/v1/consent/${consentId}`)).status).toBe(204);
    expect((await client.get('/v1/consent?active=true')).json).toHaveLength(1);
  });
});

describe('a consent', () => {
  it('expires when its time is over', async () => {
    const { sandbox, pass } = await setUp({ settings: { consentDuration: DAY } });
    consent(sandbox);
    pass(DAY - 1);
    const client = await createClient(sandbox);
    expect((await client.get('/v1/consent')).json[0]).toMatchObject({ active: true, duration: DAY });
    pass(1);
    expect((await client.get('/v1/consent')).json[0]).toMatchObject({
      active: false,
      expires_at: '2026-11-21T00:00:00Z',
      termination_reason: 'Expired',
    });
    expect(sandbox.consents()[0]?.ended).toBe('expired');
  });
});

describe('a session minted with an arrangement_id', () => {
  it('renews that consent: created_at stays, last_consent and expires_at move', async () => {
    const { sandbox, pass } = await setUp();
    const first = consent(sandbox, { endUserId: 'eve', permissions: ['balances'] });
    pass(100 * DAY);
    const client = await createClient(sandbox);
    const { json: session } = await client.post('/v1/auth/session', {
      end_user_id: 'eve',
      arrangement_id: first.arrangementId,
      permissions: ['everything'],
    });
    const renewed = sandbox.giveConsent(session.session_id);
    expect(renewed).toMatchObject({ arrangementId: first.arrangementId, consentId: first.consentId });
    expect((await client.get('/v1/consent')).json).toEqual([
      expect.objectContaining({
        arrangement_id: first.arrangementId,
        active: true,
        created_at: '2026-11-20T00:00:00Z',
        last_consent: '2027-02-28T00:00:00Z',
        expires_at: '2028-02-28T00:00:00Z',
        permissions: ['balances'],
      }),
    ]);
  });

  it('goes to the consent’s institution, and asks for none', async () => {
    const { sandbox } = await setUp();
    const { arrangementId = '' } = consent(sandbox, { institutionId: '20001' });
    const visitor = createVisitor(sandbox);
    await visitor.open(sandbox.mint({ arrangementId }).auth_url);
    expect(visitor.heading).toBe('Log in to Bright Spark Energy');
  });

  it.each([
    ['unknown', {}],
    ['of another end user', { endUserId: 'adam' }],
    ['of another institution', { institutionId: '10001' }],
  ])('is refused for a consent that is %s', async (what, input) => {
    const { sandbox } = await setUp();
    const { arrangementId = '' } = consent(sandbox, { endUserId: 'eve' });
    const asked = { arrangementId: what === 'unknown' ? 'none' : arrangementId, ...input };
    expect(() => sandbox.mint(asked)).toThrow('arrangement_id is not an active consent of this end user');
  });

  it('is refused for a consent that was revoked or has expired', async () => {
    const { sandbox, pass } = await setUp();
    const ids = [consent(sandbox), consent(sandbox)].map(({ arrangementId = '' }) => arrangementId);
    sandbox.revokeConsent(ids[0] ?? '');
    pass(366 * DAY);
    const client = await createClient(sandbox);
    for (const arrangement_id of ids) {
      const { status, json } = await client.post('/v1/auth/session', {
        end_user_id: 'sandbox-user',
        arrangement_id,
      });
      expect([status, json.name]).toEqual([400, 'invalid_arrangement_id']);
    }
  });

  it('makes a new consent where the old one was revoked meanwhile', async () => {
    const { sandbox } = await setUp();
    const { arrangementId = '' } = consent(sandbox);
    const { session_id } = sandbox.mint({ arrangementId });
    sandbox.revokeConsent(arrangementId);
    expect(sandbox.giveConsent(session_id).arrangementId).not.toBe(arrangementId);
    expect(sandbox.consents().map(({ ended }) => ended)).toEqual(['revoked', undefined]);
  });
});

describe('a test’s own hand', () => {
  it('revokes, and says when there is nothing to revoke', async () => {
    const { sandbox } = await setUp();
    const { arrangementId = '' } = consent(sandbox);
    sandbox.revokeConsent(arrangementId);
    expect(() => sandbox.revokeConsent(arrangementId)).toThrow('There is no active consent');
  });

  it('gives consents with the next session’s settings, and says when there is no such session', async () => {
    const { sandbox } = await setUp();
    expect(consent(sandbox, { settings: { ending: 'used_session' } })).toMatchObject({
      state: 'ended',
      end: 'used_session',
    });
    expect(() => sandbox.giveConsent('unknown')).toThrow('There is no session unknown');
  });
});
