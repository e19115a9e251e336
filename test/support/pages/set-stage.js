// The smallest host page: presses `openConsent` with what a test left in `window.next`, and writes down what it hears.
export function setStage({ openConsent, completeConsent }) {
  const stage = { outcomes: [], log: [], flows: [], events: [] };
  window.stage = stage;

  const handlers = (name) => ({
    onSuccess: () => stage.log.push(`${name}success`),
    onCancel: ({ reason }) => stage.log.push(`${name}cancel ${reason}`),
    onError: ({ error }) => stage.log.push(`${name}error ${error.code}`),
  });

  void completeConsent(handlers('completed ')).then((result) => {
    stage.completion = result;
  });

  const plain = (outcome) => JSON.parse(JSON.stringify(outcome));

  document.querySelector('#connect').addEventListener('click', () => {
    const { mode, options, ...ask } = window.next;
    const flow = openConsent({
      session: `/session?ask=${encodeURIComponent(JSON.stringify(ask))}`,
      mode,
      ...(mode === 'iframe' && !window.next.dialog && { container: document.querySelector('#here') }),
      ...handlers(''),
      onEvent: (event) => {
        stage.events.push(event);
        stage.log.push(event.type);
      },
      ...options,
      // A slow machine must not make a frame count as silent. Tests of silent frames set a time of their own.
      iframe: { readyTimeoutMs: 3_600_000, ...options?.iframe },
    });
    const nth = stage.flows.push(flow) - 1;
    flow.then((outcome) => {
      stage.outcomes[nth] = plain(outcome);
      navigator.sendBeacon('/report', JSON.stringify(outcome));
    });
  });
  document.querySelector('#cancel').addEventListener('click', () => stage.flows.at(-1).cancel());
  document.querySelector('#reopen').addEventListener('click', () => stage.flows.at(-1).reopen());
}
