// First script of every host page of the benchmark: writes down when what happened, the same way for every contestant.
// The page's address says what its button does: `kind` (popup, frame, or inline: a frame without a dialog) and `to` (the provider's page).
{
  const marks = {};
  const waiting = {};
  const now = () => performance.timeOrigin + performance.now();
  const ask = new URLSearchParams(location.search);
  const isProvider = (address) => String(address).startsWith(new URL(ask.get('to') ?? location.href).origin);

  const mark = (name) => {
    if (name in marks) return;
    marks[name] = now();
    for (const resolve of waiting[name] ?? []) resolve(marks[name]);
  };
  const until = (name) =>
    new Promise((resolve) => {
      if (name in marks) return resolve(marks[name]);
      waiting[name] ??= [];
      waiting[name].push(resolve);
    });
  const windows = [];
  // A poll of its own, four milliseconds fine, says when the window went.
  const watchClosed = () => {
    const poll = setInterval(() => {
      if (!windows.at(-1).closed) return;
      clearInterval(poll);
      mark('closed');
    }, 4);
  };
  window.bench = { ask, mark, until, watchClosed };

  addEventListener('click', () => mark('clicked'), true);
  // Registered before any contestant's own listener, so it is the bare listener that they are compared with.
  addEventListener('message', ({ origin }) => {
    if (isProvider(origin)) mark('heard');
    window.began = performance.now();
  });
  addEventListener('DOMContentLoaded', () => {
    document.querySelector('#go').addEventListener('click', () => {
      window.contestant[ask.get('kind')](ask.get('to'), {
        onSuccess: () => mark('succeeded'),
        onCancel: () => mark('cancelled'),
      });
    });
  });

  const { open, fetch } = window;
  window.open = (...rest) => {
    mark('opened');
    const popup = open.apply(window, rest);
    windows.push(popup);
    return popup;
  };
  // Code-flow libraries go on to the token endpoint with what the callback page gave them: that is when they know.
  window.fetch = (address, options) => {
    if (!String(address).includes('/token')) return fetch(address, options);
    mark('succeeded');
    return new Promise(() => {});
  };

  const frame = HTMLIFrameElement.prototype;
  const src = Object.getOwnPropertyDescriptor(frame, 'src');
  Object.defineProperty(frame, 'src', {
    ...src,
    set(address) {
      if (isProvider(address)) mark('framed');
      src.set.call(this, address);
    },
  });
  const { setAttribute } = frame;
  frame.setAttribute = function (name, value) {
    if (name === 'src' && isProvider(value)) mark('framed');
    setAttribute.call(this, name, value);
  };
}
