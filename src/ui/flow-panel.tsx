import type { JSX } from 'preact';
import { Button } from './button.tsx';
import { Panel } from './panel.tsx';
import { problemText } from './problem-text.ts';
import type { PanelName } from './view.ts';
import type { WidgetProps } from './widget-props.ts';

/** For each panel the label of the main button, and the flow's method that it calls. */
const MAIN = {
  leaving: undefined,
  waiting: ['showWindow', 'focus'],
  blocked: ['openWindow', 'reopen'],
  refused: ['continueInWindow', 'reopen'],
  detached: ['reopen', 'reopen'],
  problem: ['startAgain', 'retry'],
} as const;

/** A panel that shows the state of the flow, with a button to continue and one to leave. */
export function FlowPanel(props: WidgetProps & { name: PanelName }): JSX.Element {
  const { name, flow, texts, leave } = props;
  const hasEnded = flow.state.phase === 'settled';
  const [word, verb] = (!hasEnded && MAIN[name]) || [];
  return (
    <Panel title={texts[`${name}Title`]} text={textOf(props)}>
      {word && verb && <Button primary label={texts[word]} run={flow[verb]} />}
      <Button primary={hasEnded} label={name === 'problem' ? texts.close : texts.cancel} run={leave} />
    </Panel>
  );
}

function textOf({ name, flow, texts }: WidgetProps & { name: PanelName }): string | false {
  if (name === 'problem') return problemText(texts, flow.state);
  return name !== 'leaving' && texts[`${name}Text`];
}
