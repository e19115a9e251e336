// What frames and extensions say all day: ten thousand messages a second that are nobody's business of ours.
{
  const frame = document.createElement('iframe');
  frame.dataset.play = '';
  frame.hidden = true;
  document.documentElement.append(frame);
  const NOISE = [
    { source: 'react-devtools-bridge', payload: {} },
    { type: 'resize', height: 10 },
    'ping',
    1,
    null,
  ];
  const speak = frame.contentWindow.Function('host', 'message', 'host.postMessage(message, "*")');
  // What a slow machine could not send in time is left out: a queue that grows for ever would hold up every close.
  const MOST_AT_ONCE = 100;
  let sent = 0;
  const begun = performance.now();

  setInterval(() => {
    const due = Math.floor((performance.now() - begun) * 10);
    for (sent = Math.max(sent, due - MOST_AT_ONCE); sent < due; sent++) {
      const message = NOISE[sent % NOISE.length];
      if (sent % 2) speak(window, message);
      else postMessage(message, '*');
    }
  });
}
