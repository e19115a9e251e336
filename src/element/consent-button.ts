import { coreTexts } from '../browser/loaded-texts.ts';
import { isConsentError } from '../model/consent-error.ts';
import type { ConsentFlow, FlowState } from '../model/flow-state.ts';
import type { OpenConsentOptions, Prefetch, SessionSource } from '../model/options.ts';
import type { ConsentFailed, ConsentOutcome } from '../model/outcome.ts';
import type { Request, StartPrefetch } from '../widget/ahead.ts';
import { warnOfRemoval } from '../widget/warn-of-removal.ts';
import { claimCompletion } from './claim-completion.ts';
import { drawButton } from './draw-button.ts';
import { EVENT_NAMES, tell } from './element-events.ts';
import { isOn, optionsOf, sessionOf, uiOf } from './element-options.ts';
import { whenLoaded } from './when-loaded.ts';

/** On a server there is no such class, and importing this must not fail there. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

type StartFlow = (options: OpenConsentOptions, of: unknown) => ConsentFlow;

/** All of `<open-consent>` but what opens its flows. */
export class ConsentButton extends Base {
  static readonly observedAttributes: readonly string[] = ['label', 'lang', 'disabled', 'prefetch'];

  /** Where the session comes from, when `session-url` does not do (for CSRF headers, say). */
  declare session: SessionSource | undefined;
  /** All else that `openConsent()` takes; attributes win over it. */
  declare options: Partial<OpenConsentOptions>;
  /** How the last flow ended: a listener that was added late misses nothing. */
  declare outcome: ConsentOutcome | undefined;

  readonly #startFlow: StartFlow;
  readonly #prefetch: StartPrefetch;
  #stopPrefetch: (() => void) | undefined;
  #flow: ConsentFlow | undefined;
  #dress: ReturnType<typeof drawButton> | undefined;
  #standBack: (() => void) | undefined;
  /** How often the element was taken out: nobody hears of the flows that went with it. */
  #removals = 0;

  constructor(startFlow: StartFlow, prefetch: StartPrefetch) {
    super();
    this.#startFlow = startFlow;
    this.#prefetch = prefetch;
    // What a page has set before the upgrade stays; a field would take it away. Own, all of them, for frameworks to see.
    this.session ??= undefined;
    this.options ??= {};
    this.outcome ??= undefined;
  }

  /** Where the flow stands; `idle` before the first press. */
  get state(): FlowState {
    return this.#flow?.state ?? { phase: 'idle' };
  }

  /** The attribute, for frameworks that set properties. */
  get disabled(): boolean {
    return isOn(this, 'disabled');
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', !!disabled && String(disabled) !== 'false');
  }

  /** Called by the browser. */
  connectedCallback(): void {
    this.#adoptDisabled();
    this.#dress ??= drawButton(this, () => this.open());
    this.#refresh();
    this.#expectPress();
    // A language may be loaded after this file.
    void whenLoaded().then(() => this.#refresh());
    this.#standBack ??= claimCompletion(({ outcome, ...returned }) => this.#end({ ...outcome, ...returned }));
  }

  /** Taken out for good, not just moved: the flow ends, and nobody is told. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#removals++;
      if (this.#isBusy()) warnOfRemoval('<open-consent>');
      this.#standBack?.();
      this.#stopPrefetch?.();
      this.#flow?.cancel();
      this.#flow = this.#standBack = undefined;
    });
  }

  /** Called by the browser. */
  attributeChangedCallback(name: string): void {
    if (name === 'prefetch') this.#expectPress();
    else this.#refresh();
  }

  /** Starts a flow, or brings the one that runs forward. Call it inside a click. Never throws: see `consent-error`. */
  open(): void {
    if (this.disabled) return;
    if (this.#isBusy()) return this.#flow?.focus();
    try {
      this.#start(optionsOf(this), this.#removals);
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
    if (!Object.hasOwn(this, 'disabled')) return;
    const { disabled } = this;
    Reflect.deleteProperty(this, 'disabled');
    this.disabled = disabled;
  }

  /** As its attribute `prefetch` says. */
  #expectPress(): void {
    this.#stopPrefetch?.();
    const when = this.isConnected && (this.getAttribute('prefetch') as Prefetch | null);
    this.#stopPrefetch = when ? this.#prefetch(this, when, () => this.#request()) : undefined;
  }

  /** For the next press. */
  #request(): Request | false {
    return !this.disabled && { ...optionsOf(this), of: sessionOf(this), flow: this.#flow };
  }

  #start(options: OpenConsentOptions, removals: number): void {
    const isHeard = () => removals === this.#removals;
    this.#flow?.cancel(); // it has ended, but its panel may still be up
    // Callbacks, and not the promise: of what was told on another page, nothing is told here.
    const heard =
      <Outcome extends ConsentOutcome>(also?: (outcome: Outcome) => void) =>
      (outcome: Outcome) => {
        if (isHeard()) this.#end(outcome);
        also?.(outcome);
      };
    const own: OpenConsentOptions = {
      ...options,
      onSuccess: heard(options.onSuccess),
      onCancel: heard(options.onCancel),
      onError: heard(options.onError),
      onEvent: (event) => {
        if (isHeard()) tell(this, 'consent-event', event);
        options.onEvent?.(event);
      },
    };
    const flow = this.#startFlow(own, sessionOf(this));
    const show = (state: FlowState) => {
      if (!isHeard()) return;
      this.#refresh();
      tell(this, 'consent-state', state);
    };
    this.#flow = flow;
    flow.subscribe(show);
    show(flow.state);
  }

  /** A mistake in the page (`mode="tab"`, say) is for its developer, who looks at the console, and for its logs. */
  #refuse(error: unknown): void {
    if (!isConsentError(error)) throw error;
    console.error(error);
    const asked = this.getAttribute('mode');
    const mode = asked === 'redirect' || asked === 'iframe' ? asked : 'popup';
    queueMicrotask(() => this.#end({ status: 'failed', error, mode } satisfies ConsentFailed));
  }

  #end(outcome: ConsentOutcome): void {
    this.outcome = outcome;
    this.#refresh();
    tell(this, EVENT_NAMES[outcome.status], outcome);
  }

  #isBusy(): boolean {
    return !!this.#flow && this.state.phase !== 'settled';
  }

  #refresh(): void {
    this.#dress?.({
      label: this.getAttribute('label') || coreTexts(window, this.options?.ui, () => uiOf(this).lang).connect,
      busy: this.#isBusy(),
      disabled: this.disabled,
    });
  }
}
