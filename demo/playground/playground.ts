import {
  type CallbackResult,
  type ConsentHandlers,
  type ConsentOutcome,
  isConsentError,
  type OpenConsentOptions,
  openConsent,
} from '../../src/index.ts';
import type { SomeTexts } from '../../src/model/texts.ts';
import { showAdvice } from './advice.ts';
import { type Choices, fillSelects, readChoices, rememberChoices, watchChoices } from './choices.ts';
import { createEventLog } from './event-log.ts';
import { find } from './find.ts';
import { createFlowPanel } from './flow-panel.ts';
import { createLanguages } from './languages.ts';
import { createOutcomeView } from './outcome-view.ts';
import { requestSession } from './session-request.ts';
import { createSnippetPanel } from './snippet-panel.ts';

export interface Playground {
  /** Who hears of flows, whether opened here or come back by redirect. */
  handlers: ConsentHandlers;
  /** Shows what `completeConsent()` found. */
  arrive(result: CallbackResult): void;
}

/** Puts the page's parts together. */
export function createPlayground(): Playground {
  const form = prepareForm();
  const textsOf = showChoices(form);
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
      panel.watch(openConsent(toOptions(readChoices(form), textsOf, handlers)));
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

type TextsOf = (choices: Choices) => SomeTexts;

function toOptions(choices: Choices, textsOf: TextsOf, handlers: ConsentHandlers): OpenConsentOptions {
  const { mode, inline, ui, callback } = choices;
  return {
    session: ({ signal }) => requestSession(choices, signal),
    mode,
    ...(inline && { container: find('frame', HTMLDivElement) }),
    ui: ui && { ...ui, texts: textsOf(choices) },
    state: { from: 'the playground', mode, callback },
    ...handlers,
  };
}

function prepareForm(): HTMLFormElement {
  const form = find('choices', HTMLFormElement);
  const faults = find('faults', HTMLFieldSetElement);
  const onSandbox = document.querySelector('meta[name=demo-provider]')?.getAttribute('content') === 'sandbox';
  find('provider', HTMLParagraphElement).textContent = onSandbox
    ? 'Provider: the local sandbox'
    : 'Provider: the real platform';
  faults.disabled = !onSandbox;
  fillSelects(form);
  rememberChoices(form);
  return form;
}

/** Shows what follows from the choices, whenever they change. Gives the texts that they ask for. */
function showChoices(form: HTMLFormElement): TextsOf {
  const advice = find('advice', HTMLUListElement);
  const showSnippets = createSnippetPanel();
  const languages = createLanguages(() => showWording(textsOf(readChoices(form))));
  const textsOf: TextsOf = ({ language, wording }) => ({
    ...languages.texts(language),
    ...(wording && { connect: wording }),
  });
  watchChoices(form, (choices) => {
    showAdvice(advice, choices);
    showSnippets(choices);
    languages.load(choices.language);
    showWording(textsOf(choices));
  });
  return textsOf;
}

/** The page's own button says what the element's would. */
function showWording({ connect = 'Connect your bank', lang = 'en' }: SomeTexts): void {
  Object.assign(find('connect', HTMLButtonElement), { textContent: connect, lang, dir: 'auto' });
}
