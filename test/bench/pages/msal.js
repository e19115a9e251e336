{
  const to = window.bench.ask.get('to') ?? location.origin;
  // It takes an authority by https only; nothing is ever asked there, for its metadata are given.
  const authority = 'https://provider.test/tenant/';
  const metadata = {
    issuer: authority,
    authorization_endpoint: to,
    token_endpoint: `${authority}token`,
    jwks_uri: `${authority}keys`,
  };
  const client = new window.Peer.PublicClientApplication({
    auth: {
      clientId: 'bench',
      authority,
      knownAuthorities: ['provider.test'],
      authorityMetadata: JSON.stringify(metadata),
      redirectUri: `${location.origin}/callback/msal`,
    },
    system: { protocolMode: 'OIDC' },
  });
  window.ready = client.initialize();
  window.contestant = {
    popup: (_url, { onCancel }) => client.loginPopup({ scopes: ['openid'] }).catch(onCancel),
  };
}
