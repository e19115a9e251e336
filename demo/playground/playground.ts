import {
  type CallbackResult,
  type ConsentHandlers,
  type ConsentOutcome,
  isConsentError,
  type OpenConsentOptions,
  openConsent,
} from '../../src/index.ts';
import { showAdvice } from './advice.ts';
import { type Choices, fillSelects, readChoices, rememberChoices } from './choices.ts';
import { createEventLog } from './event-log.ts';
import { find } from './find.ts';
import { createFlowPanel } from './flow-panel.ts';
import { createOutcomeView } from './outcome-view.ts';
import { requestSession } from './session-request.ts';

export interface Playground {
  /** Who hears of flows, whether opened here or come back by redirect. */
  handlers: ConsentHandlers;
  /** Shows what `completeConsent()` found. */
  arrive(result: CallbackResult): void;
}

/** Puts the page's parts together. */
export function createPlayground(): Playground {
  const form = prepareForm();
  const panel = createFlowPanel();
  const outcomes = createOutcomeView();
  const log = createEventLog(find('events', HTMLOListElement));

  const heard = (callback: string) => (outcome: ConsentOutcome) => {
    log.add(`${callback}()`);
    outcomes.show(outcome);
    panel.show({ phase: 'settled', outcome });
  };
  const handlers: ConsentHandlers = {
    onSuccess: heard('onSuccess'),
    onCancel: heard('onCancel'),
    onError: heard('onError'),
    onEvent: log.addEvent,
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (panel.open) return;
    log.clear();
    outcomes.clear();
    try {
      panel.watch(openConsent(toOptions(readChoices(form), handlers)));
    } catch (error) {
      // What is wrong before a flow starts is thrown.
      log.add('openConsent() threw', isConsentError(error) ? error.message : String(error));
    }
  });

  return {
    handlers,
    arrive: (result) => 'state' in result && outcomes.showReturned(result.state),
  };
}

function toOptions(choices: Choices, handlers: ConsentHandlers): OpenConsentOptions {
  const { mode, inline, ui, callback } = choices;
  return {
    session: ({ signal }) => requestSession(choices, signal),
    mode,
    ...(inline && { container: find('frame', HTMLDivElement) }),
    ui,
    state: { from: 'the playground', mode, callback },
    ...handlers,
  };
}

function prepareForm(): HTMLFormElement {
  const form = find('choices', HTMLFormElement);
  const faults = find('faults', HTMLFieldSetElement);
  const advice = find('advice', HTMLUListElement);
  const onSandbox = document.querySelector('meta[name=demo-provider]')?.getAttribute('content') === 'sandbox';
  find('provider', HTMLParagraphElement).textContent = onSandbox
    ? 'Provider: the local sandbox'
    : 'Provider: the real platform';
  faults.disabled = !onSandbox;
  fillSelects(form);
  rememberChoices(form);
  const advise = () => showAdvice(advice, readChoices(form));
  form.addEventListener('change', advise);
  // A form that is reset has its new values only after the event.
  form.addEventListener('reset', () => setTimeout(advise));
  advise();
  return form;
}
