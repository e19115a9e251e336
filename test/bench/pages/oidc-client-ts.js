{
  const metadata = (url) => ({
    issuer: new URL(url).origin,
    authorization_endpoint: url,
    token_endpoint: new URL('/token', url).href,
  });
  window.contestant = {
    popup: (url, { onCancel }) =>
      new window.Peer.UserManager({
        authority: new URL(url).origin,
        client_id: 'bench',
        redirect_uri: `${location.origin}/callback/oidc-client-ts`,
        popup_redirect_uri: `${location.origin}/callback/oidc-client-ts`,
        metadata: metadata(url),
      })
        .signinPopup({ popupAbortOnClose: true })
        .catch(onCancel),
  };
}
