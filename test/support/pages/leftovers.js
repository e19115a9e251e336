// Counts what scripts on the page hold on to: listeners of the window and document, timers, channels, frames, windows.
{
  const listeners = new Set();
  const timers = new Set();
  const channels = new Set();
  const windows = new Set();
  const ids = new WeakMap();
  let next = 0;
  const idOf = (value) => {
    if (!ids.has(value)) ids.set(value, ++next);
    return ids.get(value);
  };
  // Only what the built files acquire: the browser's driver has listeners and timers of its own.
  const isOurs = () => new Error().stack?.includes('/dist/') === true;

  for (const target of [window, document]) {
    const { addEventListener, removeEventListener } = target;
    const keyOf = (type, listener) =>
      `${target === window ? 'window' : 'document'} ${type} ${idOf(listener)}`;
    target.addEventListener = (type, listener, options) => {
      if (listener && isOurs()) {
        const key = keyOf(type, listener);
        listeners.add(key);
        const signal = typeof options === 'object' ? options.signal : undefined;
        signal?.addEventListener('abort', () => listeners.delete(key));
      }
      return addEventListener.call(target, type, listener, options);
    };
    target.removeEventListener = (type, listener, options) => {
      if (listener) listeners.delete(keyOf(type, listener));
      return removeEventListener.call(target, type, listener, options);
    };
  }
  const {
    setTimeout: later,
    setInterval: every,
    clearTimeout: stopLater,
    clearInterval: stopEvery,
    open,
  } = window;
  Object.assign(window, {
    setInterval(run, ms) {
      const id = every(run, ms);
      if (isOurs()) timers.add(id);
      return id;
    },
    setTimeout(run, ms) {
      const id = later(() => {
        timers.delete(id);
        run();
      }, ms);
      if (isOurs()) timers.add(id);
      return id;
    },
    clearTimeout(id) {
      timers.delete(id);
      stopLater(id);
    },
    clearInterval(id) {
      timers.delete(id);
      stopEvery(id);
    },
    open(...args) {
      const popup = open.apply(window, args);
      if (popup) windows.add(popup);
      return popup;
    },
  });
  const Real = BroadcastChannel;
  window.BroadcastChannel = class extends Real {
    constructor(name) {
      super(name);
      channels.add(this);
    }
    close() {
      channels.delete(this);
      super.close();
    }
  };
  window.leftovers = () => ({
    listeners: listeners.size,
    timers: timers.size,
    channels: channels.size,
    frames: document.querySelectorAll('iframe:not([data-play])').length,
    windows: [...windows].filter((popup) => !popup.closed).length,
  });
}
