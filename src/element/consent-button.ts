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

/** A server has no HTMLElement, but the import must not fail there. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

type StartFlow = (options: OpenConsentOptions, of: unknown) => ConsentFlow;

/** `<open-consent>` without the code that opens its flows. */
export class ConsentButton extends Base {
  static readonly observedAttributes: readonly string[] = ['label', 'lang', 'disabled', 'prefetch'];

  /** Where the session comes from, if `session-url` is not enough, for example because you need CSRF headers. */
  declare session: SessionSource | undefined;
  /** All other options of `openConsent()`. Attributes take precedence. */
  declare options: Partial<OpenConsentOptions>;
  /** The outcome of the last flow, also for code that adds its listeners late. */
  declare outcome: ConsentOutcome | undefined;

  readonly #startFlow: StartFlow;
  readonly #prefetch: StartPrefetch;
  #stopPrefetch: (() => void) | undefined;
  #flow: ConsentFlow | undefined;
  #dress: ReturnType<typeof drawButton> | undefined;
  #standBack: (() => void) | undefined;
  /** How often the element was removed. Flows that ended by a removal dispatch no events. */
  #removals = 0;

  constructor(startFlow: StartFlow, prefetch: StartPrefetch) {
    super();
    this.#startFlow = startFlow;
    this.#prefetch = prefetch;
    // Keeps what the page has set before the upgrade, which a class field would overwrite. All are own properties, so
    // that frameworks find them.
    this.session ??= undefined;
    this.options ??= {};
    this.outcome ??= undefined;
  }

  /** The state of the flow. `idle` before the first press. */
  get state(): FlowState {
    return this.#flow?.state ?? { phase: 'idle' };
  }

  /** Reflects the attribute, for frameworks that set properties. */
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
    // The page may load a language after this file.
    void whenLoaded().then(() => this.#refresh());
    this.#standBack ??= claimCompletion(({ outcome, ...returned }) => this.#end({ ...outcome, ...returned }));
  }

  /** If the element was removed and not just moved, its flow ends without an event. */
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

  /**
   * Starts a flow. If one is already running, brings it to the front. Call it inside a click. A wrong option does not
   * throw: it becomes a `consent-error` event.
   */
  open(): void {
    if (this.disabled) return;
    if (this.#isBusy()) return this.#flow?.focus();
    try {
      this.#start(optionsOf(this), this.#removals);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Ends the running flow, with the reason `aborted`. */
  cancel(): void {
    this.#flow?.cancel();
  }

  /** An own property that was set before the upgrade would hide the accessor. */
  #adoptDisabled(): void {
    if (!Object.hasOwn(this, 'disabled')) return;
    const { disabled } = this;
    Reflect.deleteProperty(this, 'disabled');
    this.disabled = disabled;
  }

  /** Starts or stops minting ahead, by the attribute `prefetch`. */
  #expectPress(): void {
    this.#stopPrefetch?.();
    const when = this.isConnected && (this.getAttribute('prefetch') as Prefetch | null);
    this.#stopPrefetch = when ? this.#prefetch(this, when, () => this.#request()) : undefined;
  }

  /** The request for the session of the next press. */
  #request(): Request | false {
    return !this.disabled && { ...optionsOf(this), of: sessionOf(this), flow: this.#flow };
  }

  #start(options: OpenConsentOptions, removals: number): void {
    const isHeard = () => removals === this.#removals;
    this.#flow?.cancel(); // it has ended, but its panel may still be open
    // Uses callbacks and not the promise: no callback runs for an outcome that another page has delivered.
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

  /** Reports a mistake in the page, for example `mode="tab"`, in the console and as an event for logs. */
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
