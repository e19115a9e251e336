import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  answers,
  CONSENTS,
  type FakeAnswer,
  never,
  settled,
  setUp,
  tearDown,
} from '../../support/fake-platform.ts';

afterEach(tearDown);

const consent = (id: string) => ({ arrangement_id: id, active: true, created_at: '2026-05-01T10:00:00Z' });
const page = (id: string, next?: unknown): FakeAnswer =>
  answers(200, { consents: [consent(id)], links: { next } });

describe('a list that comes in pages', () => {
  test.each([
    ['an address', 'https://api.fiskil.com/v1/consent?page[after]=b%3D'],
    ['a path', '/v1/consent?page[after]=b%3D&active=false#x'],
    ['an address elsewhere', 'https://elsewhere.example/?page[after]=b%3D'],
  ])('is read to its end, where the next page is %s', async (_, next) => {
    const { server, platform } = setUp();
    platform.on(CONSENTS, page('a', next), page('b'));
    const all = await server.consents.list('user-1', { active: true });
    expect(all.map(({ arrangement_id }) => arrangement_id)).toEqual(['a', 'b']);
    const [first, second, ...more] = platform.callsTo(CONSENTS);
    expect(first?.query).toEqual({ end_user_id: 'user-1', active: 'true' });
    expect(second?.query).toEqual({ end_user_id: 'user-1', active: 'true', 'page[after]': 'b=' });
    expect(second?.url).toMatch(/^https:\/\/api\.fiskil\.com\/v1\/consent\?/);
    expect(more).toEqual([]);
  });

  test.each([undefined, null, '', 7, {}])('ends where the next page is %o', async (next) => {
    const { server, platform } = setUp();
    platform.on(CONSENTS, page('a', next));
    expect(await server.consents.list('user-1')).toHaveLength(1);
  });

  test.each(['/v1/consent', '/v1/consent?page[after]=b'])('is not read in a circle (%s)', async (next) => {
    const { server, platform } = setUp();
    platform.on(CONSENTS, ...Array.from({ length: 9 }, () => page('a', next)));
    const { error } = await settled(server.consents.list('user-1'));
    expect(error).toMatchObject({ code: 'bad_response', message: expect.stringContaining('links.next') });
    expect(platform.callsTo(CONSENTS).length).toBeLessThan(3);
  });

  test('has one time limit for all its pages', async () => {
    const { server, platform } = setUp({ timeoutMs: 1000 });
    const slow: FakeAnswer = async (call) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      return page('a', '?page[after]=b')(call);
    };
    platform.on(CONSENTS, slow, never);
    const end = settled(server.consents.list('user-1'));
    await vi.advanceTimersByTimeAsync(1000);
    expect((await end).error).toMatchObject({ code: 'timeout' });
  });
});
