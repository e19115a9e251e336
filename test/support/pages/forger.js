// A page of somebody else's that has got hold of the flow's own window.
for (const message of [
  { isCompleted: true, consentID: 'forged' },
  { type: 'consent_complete' },
  { error: 'access_denied' },
]) {
  window.opener.postMessage(message, '*');
}
