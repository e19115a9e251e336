import { loadedTexts } from '../browser/loaded-texts.ts';
import { ConsentError, isConsentError } from '../model/consent-error.ts';
import type { ConsentEvent } from '../model/consent-event.ts';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { LaunchModeOption } from '../model/launch-mode.ts';
import type { OpenConsentOptions, SessionSource, UiOptions } from '../model/options.ts';
import type { ConsentCancelled, ConsentFailed, ConsentOutcome, ConsentSuccess } from '../model/outcome.ts';
import { openConsent } from '../widget/open-consent.ts';
import { claimCompletion } from './claim-completion.ts';
import { drawButton } from './draw-button.ts';
import { whenLoaded } from './when-loaded.ts';

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
 * What a page has set before the element was upgraded is a property of the instance, which a class field without a
 * value of its own would take away.
 */
function setBefore<T>(element: object, name: string): T | undefined {
  return (element as Record<string, T | undefined>)[name];
}

/**
 * `<open-consent session-url="/api/auth-session">Connect your bank</open-consent>`: a button that runs a flow, and
 * tells its end by events. On the page that a redirect comes back to, it completes that flow.
 */
export class ConsentElement extends Base {
  static readonly observedAttributes: readonly string[] = ['label', 'lang', 'disabled'];

  /** Where the session comes from, when `session-url` does not do (for CSRF headers, say). */
  session: SessionSource | undefined = setBefore(this, 'session');
  /** All else that `openConsent()` takes; attributes win over it. */
  options: Partial<OpenConsentOptions> = setBefore(this, 'options') ?? {};
  /** How the last flow ended: a listener that was added late misses nothing. */
  outcome: ConsentOutcome | undefined;

  #flow: ConsentFlow | undefined;
  #button: ReturnType<typeof drawButton> | undefined;
  #standBack: (() => void) | undefined;
  /** Flows that went with the element when it was taken out: nobody hears of them. */
  readonly #muted = new WeakSet<ConsentFlow>();

  /** Where the flow stands; `idle` before the first press. */
  get state(): FlowState {
    return this.#flow?.state ?? { phase: 'idle' };
  }

  /** The attribute, for frameworks that set properties. */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  /** Called by the browser. */
  connectedCallback(): void {
    if (Object.hasOwn(this, 'disabled')) this.#adoptDisabled();
    this.#button ??= drawButton(this, () => this.open());
    this.#refresh();
    // A language may be loaded after this file.
    void whenLoaded().then(() => this.#refresh());
    this.#standBack ??= claimCompletion((outcome) => this.#end(outcome));
  }

  /** Taken out for good, not just moved: the flow ends, and nobody is told. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#standBack?.();
      this.#standBack = undefined;
      const flow = this.#flow;
      if (!flow) return;
      this.#muted.add(flow);
      this.#flow = undefined;
      flow.cancel();
    });
  }

  /** Called by the browser. */
  attributeChangedCallback(): void {
    this.#refresh();
  }

  /** Starts a flow, or brings the one that runs forward. Call it inside a click. Never throws: see `consent-error`. */
  open(): void {
    if (this.disabled) return;
    if (this.#isBusy()) return this.#flow?.focus();
    try {
      this.#start();
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Ends the flow that runs, as `aborted`. */
  cancel(): void {
    this.#flow?.cancel();
  }

  /** Set before the upgrade, it hides the accessor. */
  #adoptDisabled(): void {
    const { disabled } = this;
    Reflect.deleteProperty(this, 'disabled');
    this.disabled = disabled;
  }

  #start(): void {
    const options = this.#openOptions();
    const flow = openConsent({
      ...options,
      onEvent: (event) => {
        if (!this.#muted.has(flow)) this.#tell('consent-event', event);
        options.onEvent?.(event);
      },
    });
    this.#flow = flow;
    flow.subscribe(() => this.#refresh());
    this.#refresh();
    void flow.then((outcome) => {
      if (!this.#muted.has(flow)) this.#end(outcome);
    });
  }

  /** A mistake in the page (`mode="tab"`, say) is for its developer, who looks at the console, and for its logs. */
  #refuse(error: unknown): void {
    if (!isConsentError(error)) throw error;
    console.error(error);
    const mode = this.getAttribute('mode');
    const outcome: ConsentOutcome = {
      status: 'failed',
      error,
      mode: mode === 'redirect' || mode === 'iframe' ? mode : 'popup',
    };
    queueMicrotask(() => this.#end(outcome));
  }

  #openOptions(): OpenConsentOptions {
    const { options } = this;
    return {
      ...options,
      session: this.session ?? options.session ?? this.#minter(),
      mode: (this.getAttribute('mode') as LaunchModeOption | null) || options.mode,
      ui: options.ui === false ? false : this.#ui(options.ui),
    };
  }

  #ui(ui: boolean | UiOptions | undefined): UiOptions {
    const given = typeof ui === 'object' ? ui : {};
    const theme = this.getAttribute('theme') as UiOptions['theme'] | null;
    const lang = this.#lang();
    return { ...given, ...(theme && { theme }), ...(lang && { lang }) };
  }

  /** Its own, then the one in the options, then the page's around it. */
  #lang(): string | undefined {
    const { ui } = this.options;
    const given = typeof ui === 'object' ? ui.lang : undefined;
    return this.lang || given || this.closest<HTMLElement>('[lang]')?.lang;
  }

  #defaultLabel(): string {
    return loadedTexts(window, this.#lang())?.connect ?? 'Connect your bank';
  }

  /** Asks `session-url`, with the institution that the page may have chosen. */
  #minter(): SessionSource {
    const url = this.getAttribute('session-url');
    if (!url) {
      throw new ConsentError(
        'invalid_option',
        'open-consent: <open-consent> needs session-url, or its session property',
      );
    }
    const institution = this.getAttribute('institution');
    return ({ signal }) =>
      fetch(url, {
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
      disabled: this.disabled,
    });
  }
}
