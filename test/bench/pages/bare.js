// The plain snippets of the platform's documentation: the floor.
window.contestant = {
  message: { type: 'consent_complete' },
  popup(url, { onCancel }) {
    const popup = window.open(url, 'consent', 'width=500,height=700,menubar=no,toolbar=no');
    const poll = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(poll);
      onCancel();
    }, 500);
  },
  frame(url, { onSuccess }) {
    const frame = document.createElement('iframe');
    frame.src = url;
    frame.width = '100%';
    frame.height = '600';
    document.body.append(frame);
    window.addEventListener('message', (event) => {
      if (event.origin !== new URL(url).origin) return;
      if (event.data.type === 'consent_complete') onSuccess();
    });
  },
};
