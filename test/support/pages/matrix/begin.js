// Runs before anything else on a page of the fault table: breaks what the row wants broken, and lets the page report.
{
  const params = new URLSearchParams(location.search);
  const load = crypto.randomUUID?.() ?? String(Math.random());
  const realNow = () => performance.timeOrigin + performance.now();
  let nth = 0;

  /** Beacons leave even from a page that closes; they may overtake each other, hence the numbers. */
  window.report = (entry, flow) => {
    const told = { page: location.pathname, load, nth: nth++, at: realNow(), entry, flow };
    navigator.sendBeacon('/log', JSON.stringify(told));
  };
  addEventListener('error', ({ message }) => report(`uncaught ${message}`));
  addEventListener('unhandledrejection', ({ reason }) => report(`uncaught ${reason}`));

  const AREAS = ['localStorage', 'sessionStorage'];
  const fail = (name) => {
    throw new DOMException('by the fault table', name);
  };
  /** `refused` as by the browser's settings; `full`, both of them; `local-full`, only what all tabs share. */
  const breakStorage = (win, how) => {
    if (how === 'refused') {
      for (const area of AREAS) Object.defineProperty(win, area, { get: () => fail('SecurityError') });
      return;
    }
    const { setItem } = win.Storage.prototype;
    const full = AREAS.slice(0, how === 'local-full' ? 1 : 2).map((area) => win[area]);
    win.Storage.prototype.setItem = function (...item) {
      return full.includes(this) ? fail('QuotaExceededError') : setItem.apply(this, item);
    };
  };

  const faults = {
    clock(ms) {
      const Real = Date;
      window.Date = class extends Real {
        constructor(...args) {
          super(...(args.length ? args : [Date.now()]));
        }
        static now() {
          return Real.now() + Number(ms);
        }
      };
    },
    storage(how) {
      breakStorage(window, how);
      const { open } = window;
      // A blank window has the page's storage, by way of objects of its own.
      window.open = (...args) => {
        const opened = open.apply(window, args);
        if (opened) breakStorage(opened, how);
        return opened;
      };
    },
    /** As a browser says that is driven by automation, or has no screen. */
    focus() {
      Document.prototype.hasFocus = () => true;
      const swallow = (event) => event.target === window && event.stopImmediatePropagation();
      for (const name of ['focus', 'blur']) addEventListener(name, swallow, true);
    },
    channel() {
      delete window.BroadcastChannel;
    },
  };
  for (const [name, breakIt] of Object.entries(faults)) {
    if (params.has(name)) breakIt(params.get(name));
  }
  report('began');
  if (params.has('play')) {
    const script = document.createElement('script');
    script.src = `/matrix/play-${params.get('play')}.js`;
    document.head.append(script);
  }
}
