// A host page that does what its address asks for, and reports all that it hears of its flows.
const params = new URLSearchParams(location.search);
const asks = JSON.parse(params.get('asks') ?? '[]');
const KEYS = { c: 'connect', x: 'cancel', r: 'reopen' };
const find = (selector) => document.querySelector(selector);

const say = ({ status, reason, error }) => [status, reason ?? error?.code].filter(Boolean).join(': ');

export function runHost({ openConsent, completeConsent }) {
  const flows = [];
  const leave = new AbortController();
  let open = 0;

  const handlers = (prefix, flow) => ({
    onSuccess: (outcome) => report(`callback ${prefix}${say(outcome)}`, flow),
    onCancel: (outcome) => report(`callback ${prefix}${say(outcome)}`, flow),
    onError: (outcome) => report(`callback ${prefix}${say(outcome)}`, flow),
  });

  const ask = (given) => {
    const { mode, options, dialog, serverSays, chain, cleanWithinMs, ...asked } = given;
    return {
      session: () => fetch(`/session?ask=${encodeURIComponent(JSON.stringify(asked))}`, { method: 'POST' }),
      mode,
      signal: leave.signal,
      ...(mode === 'iframe' && !dialog && { container: find('#here') }),
      ...(serverSays && { getStatus: () => answer(serverSays) }),
      ...options,
    };
  };

  const connect = () => {
    const flow = flows.length;
    const given = asks[Math.min(flow, asks.length - 1)];
    report('pressed', flow);
    open++;
    const handle = openConsent({
      ...ask(given),
      ...handlers('', flow),
      onEvent: ({ type }) => report(`event ${type}`, flow),
    });
    flows.push(handle);
    handle.subscribe(({ phase }) => report(`phase ${phase}`, flow));
    void handle.then((outcome) => {
      report(`outcome ${say(outcome)}`, flow);
      if (--open === 0) watchUntilClean(given.cleanWithinMs);
      if (flows.length < (given.chain ?? 0)) connect();
    });
  };

  const buttons = {
    connect,
    cancel: () => flows.at(-1)?.cancel(),
    reopen: () => flows.at(-1)?.reopen(),
    abort: () => leave.abort(),
    remove: () => find('#here').replaceChildren(),
    block: () => {
      for (const end = performance.now() + 5000; performance.now() < end; );
      report('unblocked');
    },
    idle: () => report('idle'),
  };
  for (const [id, press] of Object.entries(buttons)) find(`#${id}`).addEventListener('click', press);
  // Where no driver can click (in a frame of another process), the keyboard does the same.
  addEventListener('keydown', ({ key }) => buttons[KEYS[key]]?.());
  addEventListener('focus', () => report('focused'));
  addEventListener('blur', () => report('blurred'));
  addEventListener('focusin', ({ target }) => report(`focusin ${target.localName}`));
  window.flows = flows;

  void completeConsent(handlers('completed ')).then((result) => {
    report(`completion ${result.handled}`);
    if (result.handled === 'outcome') watchUntilClean();
    else if (params.has('auto')) connect();
    report('ready');
  });
}

/** What the integrator's server says of the session, in the way the row wants it said. */
async function answer({ says, afterMs = 0, fails }) {
  report('asked');
  await new Promise((later) => setTimeout(later, afterMs));
  report('answered');
  if (fails) throw new Error('the server is down');
  return says;
}
