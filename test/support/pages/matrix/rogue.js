// A provider that does just what its address says, in this order and as soon as it can: before it has loaded, even.
const embedder = window.parent !== window ? window.parent : window.opener;

const deeds = {
  post: (message) => embedder?.postMessage(message, '*'),
  unfocused: () => new Promise((left) => addEventListener('blur', left, { once: true })),
  wait: (ms) => new Promise((later) => setTimeout(later, ms)),
  go: (url) => location.assign(url),
  back: () => history.back(),
  close: () => window.close(),
};

void (async () => {
  for (const step of JSON.parse(new URLSearchParams(location.search).get('steps') ?? '[]')) {
    for (const [deed, value] of Object.entries(step)) {
      const done = deeds[deed](value);
      if (done instanceof Promise) await done;
    }
  }
  report('rogue done');
})();
