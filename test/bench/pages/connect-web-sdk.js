{
  const handlers = ({ onSuccess, onCancel }) => ({ onDone: onSuccess, onCancel, onError: () => {} });
  window.contestant = {
    message: { type: 'done', data: { code: 200, reason: 'complete' } },
    popup: (url, on) => window.Peer.Connect.launch(url, handlers(on), { popup: true }),
    frame: (url, on) => window.Peer.Connect.launch(url, handlers(on)),
  };
}
