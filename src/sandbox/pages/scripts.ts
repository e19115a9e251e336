/**
 * The end, in one task: message, close, then navigation. The target is '*' because a hosted page does not know which
 * origin embeds it; nothing in the message is secret, and the embedder is the one that must check. A window that
 * really closes goes nowhere any more; a frame, or a tab that no script opened, cannot close and does.
 */
export const endScript: string = `
const { message, close, next } = JSON.parse(document.currentScript.dataset.value);
const embedder = window.parent !== window ? window.parent : window.opener;
if (message && embedder) embedder.postMessage(message, '*');
if (close) window.close();
if (next && !window.closed) location.replace(next);
`;

/** Presses the main button: a page that no test driver can reach then still goes on. */
export const autopilotScript: string = `
const { afterMs } = JSON.parse(document.currentScript.dataset.value);
setTimeout(() => document.querySelector('[data-main]').click(), afterMs);
`;
