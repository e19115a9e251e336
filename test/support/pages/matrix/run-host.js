// A host page that does what its address asks for, and reports all that it hears of its flows.
const params = new URLSearchParams(location.search);
const asks = JSON.parse(params.get('asks') ?? '[]');
const KEYS = { c: 'connect', x: 'cancel', r: 'reopen', e: 'remove', l: 'clean', n: 'elsewhere' };
/** What the table itself has put into the address. */
const OURS = ['asks', 'header', 'auto', 'play', 'clock', 'storage', 'channel', 'focus'];
const find = (selector) => document.querySelector(selector);

const say = ({ status, reason, error }) => [status, reason ?? error?.code].filter(Boolean).join(': ');

export function runHost({ openConsent, completeConsent }) {
  const flows = [];
  /** The sessions that the page has before the press. */
  const minted = new Map();
  const leave = new AbortController();
  let open = 0;

  const handlers = (prefix, flow) => {
    const tell = (outcome) => {
      report(`callback ${prefix}${say(outcome)}`, flow);
      if (prefix) watchUntilClean();
    };
    return { onSuccess: tell, onCancel: tell, onError: tell };
  };

  const ask = (given) => {
    const { mode, options, dialog, serverSays, chain, cleanWithinMs, freezes, named, known, ...asked } =
      given;
    return {
      session:
        minted.get(given) ??
        (({ flowId }) =>
          fetch(mintAt({ ...asked, named }), { method: 'POST', ...(named && bodyOf(flowId)) })),
      mode,
      signal: leave.signal,
      ...(mode === 'iframe' && !dialog && { container: find('#here') }),
      ...(serverSays && { getStatus: () => answer(serverSays) }),
      ...options,
    };
  };

  const connect = (nth = flows.length) => {
    const flow = flows.length;
    const given = asks[Math.min(nth, asks.length - 1)];
    report('pressed', flow);
    open++;
    const handle = openConsent({
      ...ask(given),
      ...handlers('', flow),
      onEvent({ type }) {
        report(`event ${type}`, flow);
        if (type === 'late_outcome') watchUntilClean();
        if (type === 'opened' && given.freezes) setTimeout(beBusy);
      },
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
    connect: () => connect(),
    second: () => connect(1),
    cancel: () => flows.at(-1)?.cancel(),
    reopen: () => flows.at(-1)?.reopen(),
    abort: () => leave.abort(),
    remove: () => {
      find('#here').replaceChildren();
      report('removed');
    },
    element: () => {
      const element = document.createElement('open-consent');
      element.options = { ...ask(asks[0]), onEvent: ({ type }) => report(`event ${type}`, 0) };
      for (const name of ['success', 'cancel', 'error'])
        element.addEventListener(`consent-${name}`, ({ detail }) => report(`callback ${say(detail)}`, 0));
      find('#here').append(element);
      report('pressed', 0);
      element.open();
    },
    clean: () => watchUntilClean(),
    elsewhere: () => location.assign(`/matrix/host/elsewhere${location.search}`),
    idle: () => report('idle'),
  };
  for (const [id, press] of Object.entries(buttons)) find(`#${id}`).addEventListener('click', () => press());
  // Where no driver can click (in a frame of another process), the keyboard does the same.
  addEventListener('keydown', ({ key }) => buttons[KEYS[key]]?.(), true);
  addEventListener('message', ({ data }) => data === 'cancel me' && buttons.cancel());
  addEventListener('focus', () => report('focused'));
  addEventListener('blur', () => report('blurred'));
  addEventListener('pageshow', ({ persisted }) => persisted && report('restored'));
  // The widget keeps the event from the page's own layers on its way up.
  addEventListener('focusin', ({ target }) => report(`focusin ${target.localName}`), true);
  window.flows = flows;

  const mintKnown = async (given) => {
    const { known: _, ...asked } = given;
    minted.set(given, await (await fetch(mintAt(asked), { method: 'POST' })).json());
  };

  void completeConsent(handlers('completed ')).then(async (result) => {
    report(`completion ${result.handled}`);
    if (result.handled !== 'outcome' && params.has('auto')) connect();
    const names = [...new URLSearchParams(location.search).keys()].filter((name) => !OURS.includes(name));
    report(`address ${names.join()}${location.hash}`);
    report(`path ${location.pathname}`);
    await Promise.all(asks.filter(({ known }) => known).map(mintKnown));
    report('ready');
  });
}

function beBusy() {
  report('blocked');
  for (const end = performance.now() + 8000; performance.now() < end; );
  report('unblocked');
}

function mintAt(asked) {
  return `/session?ask=${encodeURIComponent(JSON.stringify(asked))}`;
}

/** As the built-in request asks for a session: the server names the flow then. */
function bodyOf(flowId) {
  return { body: JSON.stringify({ flow_id: flowId }) };
}

/** What the integrator's server says of the session, in the way the row wants it said. */
async function answer({ says, afterMs = 0, fails }) {
  report('asked');
  await pause(afterMs);
  report('answered');
  if (fails) throw new Error('the server is down');
  return says;
}
