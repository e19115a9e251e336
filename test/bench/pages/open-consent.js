// The session is at hand, as the address is for every other contestant.
{
  const session = (url) => ({
    id: 'bench',
    session_id: new URL(url).searchParams.get('session_id') ?? crypto.randomUUID(),
    auth_url: url,
    expires_at: Math.floor(Date.now() / 1000) + 600,
  });
  const open = (mode, more) => (url, handlers) => {
    window.flow = window.OpenConsent.openConsent({ session: session(url), mode, ...more?.(), ...handlers });
  };
  window.contestant = {
    message: { isCompleted: true, consentID: 'consent-1' },
    popup: open('popup'),
    frame: open('iframe'),
    inline: open('iframe', () => ({ container: document.body, ui: false })),
  };
}
