import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { nameFlow, type SessionHandlerOptions } from '../../../src/server.ts';
import { answers, SESSION, setUp, tearDown } from '../../support/fake-platform.ts';

afterEach(tearDown);

const FLOW = 'Zm9vYmFyYmF6cXV4X18tLQ';
const BACK = 'https://app.example/back';
const CANCEL = 'https://app.example/cancel?lang=de#top';
const INPUT = { endUserId: 'user-1', redirectUri: BACK, cancelUri: CANCEL };

async function ask(body: object, { input = INPUT as object, refuses = 0, ...options }: Asked = {}) {
  const { server, platform } = setUp({ tries: 1 });
  platform.onSession(
    ...Array.from({ length: refuses }, () => answers(400, { id: 'err_1', name: 'invalid' })),
  );
  const handler = server.sessions.toHandler(() => input as typeof INPUT, options);
  const request = new Request('https://app.example/api', { method: 'POST', body: JSON.stringify(body) });
  const response = await handler(request);
  const sent = platform.callsTo(SESSION).map((call) => call.body);
  return { status: response.status, answer: (await response.json()) as Record<string, unknown>, sent };
}
type Asked = SessionHandlerOptions & { input?: object; refuses?: number };

describe('nameFlow', () => {
  test.each([
    ['https://a.example', '?consent_flow='],
    ['https://a.example/?', 'consent_flow='],
    ['https://a.example/back?x=1', '&consent_flow='],
    ['https://a.example/back?x=%20+&&=', '&consent_flow='],
  ])('adds the id at the end of the query of %s', (address, added) => {
    expect(nameFlow(address, FLOW)).toBe(`${address}${added}${FLOW}`);
  });

  test.each([
    ['https://a.example/#/route?x=1', `https://a.example/?consent_flow=${FLOW}#/route?x=1`],
    ['https://a.example/back?x=1#', `https://a.example/back?x=1&consent_flow=${FLOW}#`],
    ['https://a.example?a#b#c?d', `https://a.example?a&consent_flow=${FLOW}#b#c?d`],
  ])('adds it before the hash: %s', (address, named) => {
    expect(nameFlow(address, FLOW)).toBe(named);
  });

  test.each(['consent_flow=old', 'consent_flow', 'consent%5Fflow=old', 'consent_flow=a&consent_flow=b'])(
    'replaces what is there already: %s',
    (old) => {
      expect(nameFlow(`https://a.example/?x=1&${old}&y=2`, FLOW)).toBe(
        `https://a.example/?x=1&y=2&consent_flow=${FLOW}`,
      );
    },
  );

  test.each(['my_consent_flow=1', 'x=consent_flow=1', '?consent_flow=1', 'Consent_Flow=1'])(
    'leaves a parameter of another name alone: %s',
    (other) => {
      expect(nameFlow(`https://a.example/?${other}`, FLOW)).toBe(
        `https://a.example/?${other}&consent_flow=${FLOW}`,
      );
    },
  );

  test('gives an address from which the same id is read, and leaves every other byte', () => {
    const text = fc.string({ unit: 'binary-ascii' }).map((part) => part.replaceAll(/[#\s\p{Cc}]/gu, ''));
    fc.assert(
      fc.property(text, text, (query, hash) => {
        fc.pre(!new URLSearchParams(`?${query}`).has('consent_flow'));
        const address = `https://a.example/p?${query}#${hash}`;
        const named = nameFlow(address, FLOW);
        expect(new URL(named).searchParams.getAll('consent_flow')).toEqual([FLOW]);
        expect(named.replace(/&?consent_flow=[\w-]+(?=#)/, '')).toBe(address);
        expect(nameFlow(named, FLOW)).toBe(named);
      }),
    );
  });

  test.each(['', '/back', 'back', 'javascript:alert(1)', undefined])('refuses the address %s', (address) => {
    expect(() => nameFlow(address as string, FLOW)).toThrow(
      /^address must be an absolute http\(s\) address$/,
    );
  });

  test.each(['', 'short', 'x'.repeat(65), `${FLOW}&x=1`, `${FLOW}\n`, 7])('refuses the id %s', (flowId) => {
    expect(() => nameFlow(BACK, flowId as string)).toThrow(/^flowId must be 16 to 64 characters/);
  });
});

describe('the handler', () => {
  test('adds the flow’s id to both addresses, and sends it back', async () => {
    const { answer, sent } = await ask({ flow_id: FLOW });
    expect(sent).toEqual([
      {
        end_user_id: 'user-1',
        redirect_uri: `${BACK}?consent_flow=${FLOW}`,
        cancel_uri: `https://app.example/cancel?lang=de&consent_flow=${FLOW}#top`,
      },
    ]);
    expect(answer).toEqual({
      session_id: 'session-1',
      auth_url: 'https://auth.fiskil.com?sess_id=session-1',
      expires_at: 1_900_000_000,
      flow_id: FLOW,
    });
  });

  test('takes an institution beside it, and ignores what it does not know', async () => {
    const { status, sent } = await ask({ flow_id: FLOW, institution_id: '88888', later: { x: 1 } });
    expect(status).toBe(200);
    expect(sent[0]).toMatchObject({ institution_id: '88888' });
  });

  test.each(['x'.repeat(16), 'x'.repeat(64), 'AZaz09_-AZaz09_-'])('takes the id %s', async (flowId) => {
    expect((await ask({ flow_id: flowId })).answer['flow_id']).toBe(flowId);
  });

  test.each(['', 'x'.repeat(15), 'x'.repeat(65), `${FLOW}=`, `${FLOW}\n`, 'ümlautümlautümlaut', 1, null, {}])(
    'answers 400 to the id %o and mints nothing',
    async (flowId) => {
      const { status, answer, sent } = await ask({ flow_id: flowId });
      expect(status).toBe(400);
      expect(answer).toMatchObject({ error: { code: 'invalid_request' } });
      expect(sent).toEqual([]);
    },
  );

  test('adds nothing and sends nothing back where flows have no name', async () => {
    const { answer, sent } = await ask({ flow_id: FLOW }, { nameFlows: false });
    expect(sent[0]).toMatchObject({ redirect_uri: BACK, cancel_uri: CANCEL });
    expect(answer).not.toHaveProperty('flow_id');
  });

  test('sends no id back that no address carries', async () => {
    const { answer, sent } = await ask({ flow_id: FLOW }, { input: { endUserId: 'user-1' } });
    expect(sent).toEqual([{ end_user_id: 'user-1' }]);
    expect(answer).not.toHaveProperty('flow_id');
  });

  test('names a success where there is no address for a cancel', async () => {
    const { answer, sent } = await ask(
      { flow_id: FLOW },
      { input: { endUserId: 'user-1', redirectUri: BACK } },
    );
    expect(sent).toEqual([{ end_user_id: 'user-1', redirect_uri: `${BACK}?consent_flow=${FLOW}` }]);
    expect(answer['flow_id']).toBe(FLOW);
  });

  test.each(['/back', 7])('still refuses the address %s of its own server by name', async (redirectUri) => {
    const onError = vi.fn();
    const { status } = await ask({ flow_id: FLOW }, { input: { ...INPUT, redirectUri }, onError });
    expect(status).toBe(500);
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: expect.stringMatching(/^redirectUri must be/) }),
    );
  });

  test.each([1, 'no'])('is not made with nameFlows: %o', (nameFlows) => {
    const { server } = setUp();
    expect(() => server.sessions.toHandler(() => INPUT, { nameFlows } as never)).toThrow(
      /^nameFlows must be/,
    );
  });
});

describe('a named address that the platform refuses', () => {
  test('is sent once more without the name, and onError says what happened and what to do', async () => {
    const onError = vi.fn();
    const { status, answer, sent } = await ask({ flow_id: FLOW }, { refuses: 1, onError });
    expect(status).toBe(200);
    expect(answer).toMatchObject({ session_id: 'session-2' });
    expect(answer).not.toHaveProperty('flow_id');
    expect(sent.map((body) => body['redirect_uri'])).toEqual([`${BACK}?consent_flow=${FLOW}`, BACK]);
    expect(sent[1]).toMatchObject({ cancel_uri: CANCEL });
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        code: 'flow_unnamed',
        message: expect.stringMatching(/consent_flow.*nameFlows: false/),
        status: 400,
        platform: { id: 'err_1', name: 'invalid' },
      }),
    );
  });

  test('fails with the second answer where the name was not to blame', async () => {
    const onError = vi.fn();
    const { status, sent } = await ask({ flow_id: FLOW }, { refuses: 2, onError });
    expect(status).toBe(502);
    expect(sent).toHaveLength(2);
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'rejected' }));
  });

  test('is not looked for where nothing was named', async () => {
    const { status, sent } = await ask({}, { refuses: 1 });
    expect(status).toBe(502);
    expect(sent).toHaveLength(1);
  });

  test('never shows the flow’s id in what is reported', async () => {
    const onError = vi.fn();
    await ask({ flow_id: FLOW }, { refuses: 1, onError });
    const [error] = onError.mock.calls[0] as [Error];
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(FLOW);
  });
});
