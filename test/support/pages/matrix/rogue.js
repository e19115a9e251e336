// A provider that does just what its address says, in this order and as soon as it can: before it has loaded, even.
const embedder = window.parent !== window ? window.parent : window.opener;

const deeds = {
  post: (message) => embedder?.postMessage(message, '*'),
  wait: (ms) => new Promise((later) => setTimeout(later, ms)),
  go: (url) => location.assign(url),
  back: () => history.back(),
  close: () => window.close(),
};

void (async () => {
  for (const step of JSON.parse(new URLSearchParams(location.search).get('steps') ?? '[]')) {
    for (const [deed, value] of Object.entries(step)) {
      if (deed === 'wait') await deeds.wait(value);
      else deeds[deed](value);
    }
  }
  report('rogue done');
})();
