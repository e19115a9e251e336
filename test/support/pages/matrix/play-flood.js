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
  let sent = 0;
  const begun = performance.now();

  setInterval(() => {
    for (const due = (performance.now() - begun) * 10; sent < due; sent++) {
      const message = NOISE[sent % NOISE.length];
      if (sent % 2) speak(window, message);
      else postMessage(message, '*');
    }
  });
}
