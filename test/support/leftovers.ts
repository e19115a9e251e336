import type { Page } from 'playwright-core';

export interface Leftovers {
  listeners: number;
  timers: number;
  channels: number;
  frames: number;
  windows: number;
}

/** Counts what scripts on the page hold on to: listeners of the window and document, timers, channels, frames, windows. */
export async function watchLeftovers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listeners = new Set<string>();
    const timers = new Set<number>();
    const channels = new Set<BroadcastChannel>();
    const windows = new Set<Window>();
    const ids = new WeakMap<object, number>();
    let next = 0;
    const idOf = (value: object) => {
      if (!ids.has(value)) ids.set(value, ++next);
      return ids.get(value);
    };
    // Only what the built files acquire: the browser's driver has listeners and timers of its own.
    const isOurs = () => new Error().stack?.includes('/dist/') === true;

    for (const target of [window, document] as EventTarget[]) {
      const { addEventListener, removeEventListener } = target;
      const keyOf = (type: string, listener: object) =>
        `${target === window ? 'window' : 'document'} ${type} ${idOf(listener)}`;
      target.addEventListener = function (this: EventTarget, type, listener, options) {
        if (listener && isOurs()) {
          const key = keyOf(type, listener);
          listeners.add(key);
          const signal = typeof options === 'object' ? options.signal : undefined;
          signal?.addEventListener('abort', () => listeners.delete(key));
        }
        return addEventListener.call(target, type, listener, options);
      };
      target.removeEventListener = function (this: EventTarget, type, listener, options) {
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
      setInterval(run: () => void, ms: number) {
        const id = every(run, ms);
        if (isOurs()) timers.add(id as unknown as number);
        return id;
      },
      setTimeout(run: () => void, ms: number) {
        const id = later(() => {
          timers.delete(id as unknown as number);
          run();
        }, ms);
        if (isOurs()) timers.add(id as unknown as number);
        return id;
      },
      clearTimeout(id: number) {
        timers.delete(id);
        stopLater(id);
      },
      clearInterval(id: number) {
        timers.delete(id);
        stopEvery(id);
      },
      open(...args: Parameters<typeof open>) {
        const popup = open.apply(window, args);
        if (popup) windows.add(popup);
        return popup;
      },
    });
    const Real = BroadcastChannel;
    window.BroadcastChannel = class extends Real {
      constructor(name: string) {
        super(name);
        channels.add(this);
      }
      override close() {
        channels.delete(this);
        super.close();
      }
    };
    window.leftovers = () => ({
      listeners: listeners.size,
      timers: timers.size,
      channels: channels.size,
      frames: document.querySelectorAll('iframe').length,
      windows: [...windows].filter((popup) => !popup.closed).length,
    });
  });
}
