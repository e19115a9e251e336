import { createTimeline } from '../../src/devtools.ts';
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
import { type Choices, toChoices } from './choices.ts';
import { createEventLog } from './event-log.ts';
import { find } from './find.ts';
import { createFlowPanel } from './flow-panel.ts';
import { createLanguages } from './languages.ts';
import { createOutcomeView } from './outcome-view.ts';
import { withBlockedWindow } from './popup-blocker.ts';
import { prepareForm } from './prepare-form.ts';
import { createSessionRequest } from './session-request.ts';
import type { SettingsForm } from './settings-form.ts';
import { createSnippetPanel } from './snippet-panel.ts';

export interface Playground {
  /** The callbacks of flows, whether opened here or come back by redirect. */
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
  const timeline = createTimeline(find('timeline', HTMLDivElement), { remember: true });

  const heard = (callback: string) => (outcome: ConsentOutcome) => {
    log.add(`${callback}()`);
    outcomes.show(outcome, form.values.lang);
    panel.show({ phase: 'settled', outcome });
  };
  const handlers: ConsentHandlers = {
    onSuccess: heard('onSuccess'),
    onCancel: heard('onCancel'),
    onError: heard('onError'),
    onEvent(event) {
      log.addEvent(event);
      timeline.add(event);
    },
  };

  find('choices', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    if (panel.open) return;
    log.clear();
    outcomes.clear();
    foldScenarios();
    const choices = toChoices(form.values);
    const open = () => openConsent(toOptions(choices, textsOf, handlers));
    try {
      panel.watch(choices.blocked ? withBlockedWindow(open) : open());
    } catch (error) {
      // A mistake in the call throws.
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
  const { mode, inline, ui, callback, readyTimeoutMs, status } = choices;
  return {
    session: createSessionRequest(choices),
    ...(status && { getStatus: '/api/auth-session/status' }),
    mode,
    ...(inline && { container: find('frame', HTMLDivElement) }),
    iframe: { readyTimeoutMs },
    ui: ui && { ...ui, texts: textsOf(choices) },
    state: { from: 'the playground', mode, callback },
    ...handlers,
  };
}

/** Shows what follows from the settings, whenever they change. Gives the texts that they ask for. */
function showChoices(form: SettingsForm): TextsOf {
  const advice = find('advice', HTMLUListElement);
  const showSnippets = createSnippetPanel();
  const languages = createLanguages(() => showWording(textsOf(toChoices(form.values))));
  const textsOf: TextsOf = ({ language, wording }) => ({
    ...languages.texts(language),
    ...(wording && { connect: wording }),
  });
  form.watch((values) => {
    const choices = toChoices(values);
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

/** Where everything stands in one column, what happens comes up right under the button. */
function foldScenarios(): void {
  if (matchMedia('(max-width: 61.99rem)').matches) find('scenario-fold', HTMLDetailsElement).open = false;
}
