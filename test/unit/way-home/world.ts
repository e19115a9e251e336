import { completeConsent } from '../../../src/callback/complete-consent.ts';
import { runCallbackPage } from '../../../src/callback/run-callback-page.ts';
import { browserPorts } from '../../../src/flow/browser-ports.ts';
import { createFlow, handleOf } from '../../../src/flow/create-flow.ts';
import { CORE_TEXTS } from '../../../src/model/core-texts.ts';
import type { ConsentFlow } from '../../../src/model/flow-state.ts';
import type { LaunchMode } from '../../../src/model/launch-mode.ts';
import type { OpenConsentOptions, SessionContext } from '../../../src/model/options.ts';
import type { ConsentOutcome, Returned } from '../../../src/model/outcome.ts';
import { type FakeBrowser, fakeBrowser, type PageWindow, type Place } from '../../support/fake-browser.ts';

export const APP = 'https://app.example';
const PROVIDER = 'https://auth.fiskil.com';
export const OTHER_SITE = 'https://portal.example';
/** Stripe's return parameter has the name of ours. */
export const LAUNCHING: string = `${APP}/onboarding?session_id=7`;
export const STATE: { cart: number } = { cart: 1 };

/** What the app was told, and where. */
interface Told {
  where: string;
  says: string;
  state?: unknown;
}

export interface World {
  browser: FakeBrowser;
  tab: Place;
  told: Told[];
  events: string[];
  flows: ConsentFlow[];
  /** Presses the button on the page that is in `place`. */
  press(place: Place, mode: LaunchMode | 'auto', more?: Partial<OpenConsentOptions>): ConsentFlow;
  /** The callback address of flow number `nth`. */
  home(says: 'success' | 'denied', nth?: number): string;
  /** The window or frame that the newest flow has opened. */
  opened(): Place;
  sessionOf(nth?: number): string;
  says(): string[];
}

interface Setting {
  named: boolean;
  /** `script`: the callback page that runs by itself; `app`: the app itself is there; `none`: a page without code. */
  callback?: 'script' | 'app' | 'none';
}

const DENIED = 'error=access_denied&error_type=CONSENT_ENDUSER_DENIED';

function summary(outcome: ConsentOutcome): string {
  if (outcome.status === 'cancelled') return `cancelled: ${outcome.reason}`;
  return outcome.status === 'failed' ? `failed: ${outcome.error.code}` : 'success';
}

/** An app at APP that completes on every page but the callback page, in a browser of its own. */
export function openWorld({ named, callback = 'script' }: Setting): World & { close(): void } {
  const browser = fakeBrowser();
  const told: Told[] = [];
  const events: string[] = [];
  const flows: ConsentFlow[] = [];
  const asked: SessionContext[] = [];
  const pageOf = (win: Window) => win.location.pathname;
  const note = (win: Window) => (outcome: ConsentOutcome & Returned) =>
    void told.push({
      where: pageOf(win),
      says: summary(outcome),
      ...(outcome.state !== undefined && { state: outcome.state }),
    });
  const handlers = (win: Window) => ({ onSuccess: note(win), onCancel: note(win), onError: note(win) });
  const app = (win: PageWindow) => void completeConsent(handlers(win));
  browser.serve(APP, app);
  browser.serve(`${APP}/plain`, () => {});
  const atCallback = { script: (win: PageWindow) => void runCallbackPage(win), app, none: () => {} };
  browser.serve(`${APP}/connected`, atCallback[callback]);
  browser.serve(PROVIDER, () => {});
  const tab = browser.openTab(LAUNCHING);
  const restore = browser.installGlobals();
  const session = (context: SessionContext) => {
    const nth = asked.push(context) - 1;
    return {
      session_id: `session-${nth}`,
      auth_url: `${PROVIDER}/consent`,
      expires_at: Math.floor(browser.now() / 1000) + 600,
      ...(named && { flow_id: context.flowId }),
    };
  };
  return {
    browser,
    tab,
    told,
    events,
    flows,
    close: restore,
    says: () => told.map(({ says }) => says),
    sessionOf: (nth = 0) => `session-${nth}`,
    opened: () => tab.frames.at(-1) ?? (browser.tabs.at(-1) as Place),
    home(says, nth = 0) {
      const name = named ? `consent_flow=${asked[nth]?.flowId}&` : '';
      return `${APP}/connected?${name}${says === 'success' ? `session_id=session-${nth}` : DENIED}`;
    },
    press(place, mode, more = {}) {
      browser.enter(place.page);
      const { win } = place;
      const container = { append: (frame: Node) => win.document.body.append(frame) } as unknown as Element;
      const options: OpenConsentOptions = {
        session,
        mode,
        state: STATE,
        ...(mode === 'iframe' && { container }),
        ...handlers(win),
        onEvent: ({ type }) => void events.push(type),
        ...more,
      };
      const flow = handleOf(createFlow(options, browserPorts(win, CORE_TEXTS), false));
      flows.push(flow);
      return flow;
    },
  };
}
