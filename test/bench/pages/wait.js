// The button of every page of the wait: asks for a session, then opens the provider's page. `session` and `bank` are addresses;
// the first gives the second.
{
  const { mode, session, bank, sample } = Object.fromEntries(new URLSearchParams(location.search));
  const [, , contestant] = location.pathname.split('/');
  const go = document.querySelector('#go');

  const say = ({ timeStamp }) =>
    navigator.sendBeacon('/seen', JSON.stringify({ sample, pressed: performance.timeOrigin + timeStamp }));
  addEventListener('click', say, true);

  const mint = async () => (await (await fetch(session, { method: 'POST' })).json()).auth_url;
  const frame = (src) => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { src, width: '100%', height: '600' });
    document.body.append(frame);
  };
  const open = { session, mode };
  const nothing = () => {};
  const launch = (url) =>
    window.Peer.Connect.launch(
      url,
      { onDone: nothing, onCancel: nothing, onError: nothing },
      { popup: mode === 'popup' },
    );

  const known = () => {
    if (mode === 'iframe') return frame(bank);
    const link = document.createElement('a');
    Object.assign(link, { href: bank, ...(mode === 'popup' && { target: '_blank', rel: 'opener' }) });
    link.click();
  };
  // The plain snippets of the platform's documentation.
  const bare = async () => {
    const url = await mint();
    if (mode === 'popup') window.open(url, 'consent', 'width=500,height=700,menubar=no,toolbar=no');
    else if (mode === 'iframe') frame(url);
    else location.href = url;
  };
  const press = {
    limit: known,
    bare,
    'open-consent': () => window.OpenConsent.openConsent(open),
    'open-consent-ahead': () => window.OpenConsent.openConsent(open),
    'connect-web-sdk': async () => launch(await mint()),
    nango: async () => {
      const baseURL = await mint();
      new window.Peer.Nango({ connectSessionToken: 'token' }).openConnectUI({ baseURL });
    },
  }[contestant];
  go.addEventListener('click', press);
  // Before the press, so that both pages are as old when it comes.
  if (contestant === 'open-consent-ahead') window.OpenConsent.preload(open);
  if (contestant === 'limit') void mint();
}
