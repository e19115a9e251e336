import type { ConsentFlow, FlowState } from '../../src/index.ts';
import { describeState } from './describe-state.ts';
import { find } from './find.ts';

type Phase = FlowState['phase'];

/** In which phases each button does something. */
const USEFUL = {
  focus: ['preparing', 'active', 'stalled'],
  reopen: ['blocked', 'stalled', 'detached'],
  cancel: ['preparing', 'blocked', 'active', 'stalled', 'detached', 'interrupted'],
} as const satisfies Record<string, readonly Phase[]>;

type Verb = keyof typeof USEFUL;
const verbs = Object.keys(USEFUL) as Verb[];

export interface FlowPanel {
  /** Watches a flow, and acts on it. */
  watch(flow: ConsentFlow): void;
  show(state: FlowState): void;
  /** Whether a flow is open. */
  readonly open: boolean;
}

/** The state of the flow that was opened last, and its buttons. */
export function createFlowPanel(): FlowPanel {
  let flow: ConsentFlow | undefined;
  const connect = find('connect', HTMLButtonElement);
  const buttons = verbs.map((verb) => [verb, find(verb, HTMLButtonElement)] as const);
  const show = (state: FlowState) => {
    showState(state);
    connect.setAttribute('aria-disabled', String(isOpen(state)));
    for (const [verb, button] of buttons)
      enable(
        button,
        USEFUL[verb].some((phase) => phase === state.phase),
      );
  };
  for (const [verb, button] of buttons)
    button.addEventListener('click', () => isEnabled(button) && flow?.[verb]());
  show({ phase: 'idle' });
  return {
    watch(opened) {
      flow = opened;
      opened.subscribe((state) => flow === opened && show(state));
      show(opened.state);
    },
    show,
    get open() {
      return flow !== undefined && isOpen(flow.state);
    },
  };
}

function isOpen({ phase }: FlowState): boolean {
  return phase !== 'idle' && phase !== 'settled';
}

/** Not by `disabled`, which would take the focus away from whoever just pressed the button. */
function enable(button: HTMLButtonElement, enabled: boolean): void {
  button.setAttribute('aria-disabled', String(!enabled));
}

function isEnabled(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-disabled') !== 'true';
}

function showState(state: FlowState): void {
  const { meaning, tone } = describeState(state);
  find('state', HTMLDivElement).dataset['tone'] = tone;
  find('phase', HTMLElement).textContent = state.phase;
  find('meaning', HTMLSpanElement).textContent = meaning;
}
