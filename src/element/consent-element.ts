import { loadedTexts } from '../browser/loaded-texts.ts';
import { ConsentError } from '../model/consent-error.ts';
import type { ConsentEvent } from '../model/consent-event.ts';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, SessionSource, UiOptions } from '../model/options.ts';
import type { ConsentCancelled, ConsentFailed, ConsentOutcome, ConsentSuccess } from '../model/outcome.ts';
import { openConsent } from '../widget/open-consent.ts';
import { claimCompletion } from './claim-completion.ts';
import { drawButton } from './draw-button.ts';

/** The events of `<open-consent>`; they bubble. */
export interface ConsentElementEventMap {
  'consent-success': CustomEvent<ConsentSuccess>;
  'consent-cancel': CustomEvent<ConsentCancelled>;
  'consent-error': CustomEvent<ConsentFailed>;
  'consent-event': CustomEvent<ConsentEvent>;
}

declare global {
  interface HTMLElementTagNameMap {
    'open-consent': ConsentElement;
  }
  interface HTMLElementEventMap extends ConsentElementEventMap {}
}

/** On a server there is no such class, and importing this must not fail there. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

const EVENT_NAMES = {
  success: 'consent-success',
  cancelled: 'consent-cancel',
  failed: 'consent-error',
} as const;

/**
 * `<open-consent session-url="/api/auth-session">Connect your bank</open-consent>`: a button that runs a flow, and
 * tells its end by events. On the page that a redirect comes back to, it completes that flow.
 */
export class ConsentElement extends Base {
  static readonly observedAttributes: readonly string[] = ['label', 'lang', 'disabled'];

  /** Where the session comes from, when `session-url` does not do (for CSRF headers, say). */
  session: SessionSource | undefined;
  /** All else that `openConsent()` takes; attributes win over it. */
  options: Partial<OpenConsentOptions> = {};
  /** How the last flow ended: a listener that was added late misses nothing. */
  outcome: ConsentOutcome | undefined;

  #flow: ConsentFlow | undefined;
  #button: ReturnType<typeof drawButton> | undefined;

  /** Where the flow stands; `idle` before the first press. */
  get state(): FlowState {
    return this.#flow?.state ?? { phase: 'idle' };
  }

  connectedCallback(): void {
    this.#button ??= drawButton(this, () => this.open());
    this.#refresh();
    claimCompletion((outcome) => this.#end(outcome));
  }

  /** Taken out for good, not just moved: the flow ends, and nobody is told. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      const flow = this.#flow;
      this.#flow = undefined;
      flow?.cancel();
    });
  }

  attributeChangedCallback(): void {
    this.#refresh();
  }

  /** Starts a flow, or brings the one that runs forward. Call it inside a click. */
  open(): void {
    if (this.hasAttribute('disabled')) return;
    if (this.#isBusy()) return this.#flow?.focus();
    const flow = openConsent(this.#openOptions());
    this.#flow = flow;
    flow.subscribe(() => this.#refresh());
    this.#refresh();
    void flow.then((outcome) => {
      if (this.#flow === flow) this.#end(outcome);
    });
  }

  /** Ends the flow that runs, as `aborted`. */
  cancel(): void {
    this.#flow?.cancel();
  }

  #openOptions(): OpenConsentOptions {
    const { options } = this;
    return {
      ...options,
      session: this.session ?? options.session ?? (({ signal }) => this.#request(signal)),
      mode: (this.getAttribute('mode') as LaunchModeOption | null) ?? options.mode,
      ui: options.ui === false ? false : this.#ui(options.ui),
      onEvent: (event) => {
        if (this.#flow) this.#tell('consent-event', event);
      },
    };
  }

  #ui(ui: boolean | UiOptions | undefined): UiOptions {
    const given = typeof ui === 'object' ? ui : {};
    const theme = this.getAttribute('theme') as UiOptions['theme'] | null;
    const lang = this.#lang();
    return { ...given, ...(theme && { theme }), ...(lang && { lang }) };
  }

  #lang(): string | undefined {
    return this.closest<HTMLElement>('[lang]')?.lang;
  }

  #defaultLabel(): string {
    return loadedTexts(window, this.#lang())?.connect ?? 'Connect your bank';
  }

  #request(signal: AbortSignal): Promise<Response> {
    const url = this.getAttribute('session-url');
    if (!url) {
      throw new ConsentError(
        'session_request_failed',
        'open-consent: <open-consent> needs session-url, or its session property',
      );
    }
    const institution = this.getAttribute('institution');
    return fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(institution ? { institution_id: institution } : {}),
      signal,
    });
  }

  #end(outcome: ConsentOutcome): void {
    this.outcome = outcome;
    this.#refresh();
    this.#tell(EVENT_NAMES[outcome.status], outcome);
  }

  #tell(name: keyof ConsentElementEventMap, detail: ConsentOutcome | ConsentEvent): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #isBusy(): boolean {
    return this.#flow !== undefined && this.state.phase !== 'settled';
  }

  #refresh(): void {
    this.#button?.update({
      label: this.getAttribute('label') ?? this.#defaultLabel(),
      busy: this.#isBusy(),
      disabled: this.hasAttribute('disabled'),
    });
  }
}
