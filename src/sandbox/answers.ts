import type { Context } from 'hono';
import type { SandboxContext } from './context.ts';
import { deliveryOf } from './delivery.ts';
import { pageHeaders } from './headers.ts';
import { endPage, refusedPage } from './pages/end-pages.ts';
import type { Page } from './pages/html.ts';
import { layout } from './pages/layout.ts';
import { stepPage } from './pages/step-pages.ts';
import { refusedResult, type SessionResult } from './result.ts';
import type { SandboxSession } from './session.ts';
import type { SandboxSettings } from './settings.ts';
import type { Visit } from './visit.ts';

type Answer = Response | Promise<Response>;

/** Turns what became of a request for a session into a response. */
export interface Answers {
  visit(c: Context, session: SandboxSession, visit: Visit): Answer;
  unknown(c: Context): Answer;
  /** A 302 to the session's own page, with a header on it that the page itself does not have. */
  detour(c: Context, session: SandboxSession, coop: string): Answer;
}

export function createAnswers({ defaults, origin, pause }: SandboxContext): Answers {
  const send = async (
    c: Context,
    page: Page,
    settings: SandboxSettings,
    first: boolean,
    status: 200 | 404 | 410,
  ) => {
    await pause.sleep(settings.delayMs);
    const nonce = crypto.randomUUID();
    return c.html(layout(page, nonce), status, pageHeaders({ nonce, settings, first }));
  };

  const refuse = (c: Context, result: SessionResult, settings: SandboxSettings, status: 404 | 410) =>
    send(c, refusedPage(result, deliveryOf(result, settings, origin())), settings, true, status);

  return {
    visit(c, session, visit) {
      const { settings } = session;
      switch (visit.kind) {
        case 'page':
          return send(c, stepPage({ session, state: visit.state }), settings, isFirst(session, visit), 200);
        case 'moved':
          return c.redirect(stepAddress(session), 303);
        case 'end':
          return send(
            c,
            endPage(visit.result, deliveryOf(visit.result, settings, origin())),
            settings,
            false,
            200,
          );
        case 'refused':
          return refuse(c, visit.result, settings, 410);
      }
    },
    unknown: (c) => refuse(c, refusedResult('invalid_session'), defaults, 404),
    detour(c, session, coop) {
      c.header('cross-origin-opener-policy', coop);
      return c.redirect(stepAddress(session), 302);
    },
  };
}

function stepAddress({ sessionId }: SandboxSession): string {
  return `step?session=${encodeURIComponent(sessionId)}`;
}

function isFirst(
  { choosesInstitution }: SandboxSession,
  { state }: Extract<Visit, { kind: 'page' }>,
): boolean {
  return state.step === (choosesInstitution ? 'institution' : 'log_in');
}
