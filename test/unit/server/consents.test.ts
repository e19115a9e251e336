import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Consent } from '../../../src/server.ts';
import { answers, CONSENTS, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const CONSENT: Consent = {
  arrangement_id: 'arr-1',
  active: true,
  created_at: '2026-05-01T10:00:00Z',
  last_consent: '2026-05-01T10:00:00Z',
  expires_at: '2027-05-01T10:00:00Z',
  end_user_id: 'user-1',
  institution_id: '88888',
};
const AT = Date.parse('2026-05-01T10:00:00Z');

function listed(body: unknown) {
  const { server, platform } = setUp();
  platform.on(CONSENTS, answers(200, body));
  return { consents: server.consents, platform };
}

describe('consents.list', () => {
  test.each([
    ['a bare array, as v1 and v2 give it', [CONSENT]],
    ['an envelope, as v3 gives it', { consents: [CONSENT], links: {} }],
  ])('reads %s', async (_, body) => {
    const { consents, platform } = listed(body);
    expect(await consents.list('user-1')).toEqual([CONSENT]);
    expect(platform.callsTo(CONSENTS)[0]).toMatchObject({
      init: { method: 'GET' },
      query: { end_user_id: 'user-1' },
    });
  });

  test('passes fields on that it does not know', async () => {
    const { consents } = listed([{ ...CONSENT, brand_new: { x: 1 } }]);
    expect(await consents.list('user-1')).toEqual([{ ...CONSENT, brand_new: { x: 1 } }]);
  });

  test.each([true, false])('asks for those that are active: %s', async (active) => {
    const { consents, platform } = listed([]);
    await consents.list('user-1', { active });
    expect(platform.callsTo(CONSENTS)[0]?.query).toEqual({ end_user_id: 'user-1', active: String(active) });
  });

  test('escapes the id of the user', async () => {
    const { consents, platform } = listed([]);
    await consents.list('a&active=false');
    expect(platform.callsTo(CONSENTS)[0]?.query).toEqual({ end_user_id: 'a&active=false' });
  });

  test('leaves out what belongs to somebody else', async () => {
    const { consents } = listed([CONSENT, { ...CONSENT, end_user_id: 'user-2' }]);
    expect(await consents.list('user-1')).toEqual([CONSENT]);
  });

  test.each<[string, unknown, RegExp]>([
    ['no list', {}, /neither an array/],
    ['a list of no objects', ['arr-1'], /neither an array/],
    ['no id', [{ ...CONSENT, arrangement_id: undefined }], /arrangement_id/],
    ['a status instead of active', [{ ...CONSENT, active: undefined, status: 'Active' }], /active must be/],
    ['active as a text', [{ ...CONSENT, active: 'true' }], /active must be/],
    ['no time', [{ ...CONSENT, created_at: 'yesterday' }], /created_at/],
  ])('says so where the answer has %s', async (_, body, message) => {
    const { consents } = listed(body);
    const error = await consents.list('user-1').catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'bad_response', message: expect.stringMatching(message) });
  });

  test('never fails otherwise, whatever the platform answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        const end = await listed(body)
          .consents.list('user-1')
          .catch((error) => error.code);
        expect(Array.isArray(end) || end === 'bad_response').toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(['', ' ', undefined, 7])('refuses the user %o', async (endUserId) => {
    const { consents, platform } = listed([]);
    await expect(consents.list(endUserId as string)).rejects.toMatchObject({ code: 'invalid_option' });
    expect(platform.calls).toHaveLength(0);
  });
});

describe('consents.madeSince', () => {
  const made = (...all: Partial<Consent>[]) =>
    listed(all.map((one) => ({ ...CONSENT, ...one }))).consents.madeSince('user-1', AT);

  test.each<[string, Partial<Consent>, number]>([
    ['made at that very time', {}, 1],
    ['made before', { created_at: '2026-05-01T09:59:59Z', last_consent: '2026-05-01T09:59:59Z' }, 0],
    ['made before and renewed since', { created_at: '2025-05-01T10:00:00Z' }, 1],
    ['made since, where no renewal is told of', { last_consent: null }, 1],
    ['made since, where the renewal is no time', { last_consent: '' }, 1],
    [
      'made before, where the renewal is no time',
      { created_at: '2026-05-01T09:00:00Z', last_consent: '' },
      0,
    ],
    ['made since, in another zone', { created_at: '2026-05-01T20:00:01+10:00' }, 1],
    ['made since, and no longer active', { active: false }, 0],
  ])('counts a consent %s: %o %i', async (_, consent, count) => {
    expect(await made(consent)).toHaveLength(count);
  });

  test('asks for active ones, and does not rely on the answer', async () => {
    const { consents, platform } = listed([CONSENT, { ...CONSENT, arrangement_id: 'arr-2', active: false }]);
    expect(await consents.madeSince('user-1', new Date(AT))).toEqual([CONSENT]);
    expect(platform.callsTo(CONSENTS)[0]?.query['active']).toBe('true');
  });

  test.each([AT / 1000, Number.NaN, '2026-05-01', new Date('nope'), undefined])(
    'refuses the time %o, with which every consent might count',
    async (time) => {
      const { consents, platform } = listed([CONSENT]);
      const error = await consents.madeSince('user-1', time as number).catch((reason: Error) => reason);
      expect(error).toMatchObject({
        code: 'invalid_option',
        message: 'time must be a Date or Unix milliseconds',
      });
      expect(platform.calls).toHaveLength(0);
    },
  );
});

describe('consents.revoke', () => {
  test('deletes the consent, and gives nothing', async () => {
    const { server, platform } = setUp();
    platform.on('/v1/consent/arr%2F1', () => new Response(null, { status: 204 }));
    expect(await server.consents.revoke('arr/1')).toBeUndefined();
    expect(platform.calls.at(-1)?.init.method).toBe('DELETE');
  });

  test.each(['', '.', '..', null])('refuses the id %o, which would name something else', async (id) => {
    const { server, platform } = setUp();
    await expect(server.consents.revoke(id as string)).rejects.toMatchObject({ code: 'invalid_option' });
    expect(platform.calls).toHaveLength(0);
  });
});
