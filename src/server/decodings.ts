const BASE64 = /[\w+/-]{8,}/g;
const HEX = /[\da-f]{8,}/gi;

/**
 * Decodes all runs of base64 and of hex in a text. A run may begin with letters of the word before it, so every
 * alignment is tried.
 */
export function decodings(text: string): string[] {
  const base64 = text.match(BASE64)?.flatMap((run) => [0, 1, 2, 3].map((at) => fromBase64(run.slice(at))));
  const hex = text.match(HEX)?.flatMap((run) => [0, 1].map((at) => fromHex(run.slice(at))));
  return [...(base64 ?? []), ...(hex ?? [])];
}

/** Base64 never has one letter left over, so a last one belongs to something else. */
function fromBase64(run: string): string {
  const whole = run.length % 4 === 1 ? run.slice(0, -1) : run;
  const bytes = atob(whole.replaceAll('-', '+').replaceAll('_', '/'));
  return utf8(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

function fromHex(run: string): string {
  const bytes = run.match(/../g) ?? [];
  return utf8(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
