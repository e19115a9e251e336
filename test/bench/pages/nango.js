// Its popup waits for a word from a WebSocket; `openConnectUI` is the frame.
{
  const client = (host) => new window.Peer.Nango({ host, connectSessionToken: 'token' });
  window.contestant = {
    message: { type: 'connect', payload: { providerConfigKey: 'bank', connectionId: '1' } },
    popup: (url, { onCancel }) =>
      client(url)
        .auth('bank', { detectClosedAuthWindow: true })
        .catch(({ type }) => type === 'window_closed' && onCancel()),
    frame: (url, { onSuccess }) =>
      client(url).openConnectUI({
        baseURL: url,
        onEvent: ({ type }) => type === 'connect' && onSuccess(),
      }),
  };
}
