// Messages that bite, with the origin and the source of the flow's own window, as a script on the page could make them.
{
  const other = location.origin.replace('localhost', '127.0.0.1');
  const { open } = window;
  let popup;
  window.open = (...args) => {
    popup = open.apply(window, args);
    return popup;
  };

  const bite = () => {
    throw new Error('a trap of somebody else threw');
  };
  const cyclic = { error: '', isCompleted: 'perhaps' };
  cyclic.error = cyclic;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const traps = { get: bite, has: bite, ownKeys: bite, getPrototypeOf: bite, getOwnPropertyDescriptor: bite };
  const frame = document.createElement('iframe');
  frame.dataset.play = '';
  frame.hidden = true;
  document.documentElement.append(frame);
  const foreign = new frame.contentWindow.Object();
  foreign.isCompleted = new frame.contentWindow.Boolean(true);

  const HOSTILE = [
    Object.defineProperty({}, 'isCompleted', { get: bite, enumerable: true }),
    Object.defineProperty({ isCompleted: false }, 'error', { get: bite, enumerable: true }),
    new Proxy({}, traps),
    new Proxy(() => {}, traps),
    revoked.proxy,
    cyclic,
    foreign,
    { type: 'x'.repeat(5_000_000), isCompleted: true },
    { type: Array.from({ length: 100_000 }, () => ({})), isCompleted: true },
    Symbol('message'),
    10n,
  ];

  /** A window of another process is no source to Firefox, nor a closed one to WebKit; nothing can be one everywhere. */
  const forge = (data, source) => {
    try {
      return new MessageEvent('message', { data, origin: other, source });
    } catch {
      return new MessageEvent('message', { data, origin: other });
    }
  };

  setInterval(() => {
    const source = popup ?? document.querySelector('#here iframe')?.contentWindow ?? null;
    for (const data of HOSTILE) dispatchEvent(forge(data, source));
  }, 100);
}
