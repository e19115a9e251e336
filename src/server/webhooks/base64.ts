const BASE64 = /^[A-Za-z\d+/]+={0,2}$/;

/** Decodes base64. Returns `undefined` if the text is not base64, or is empty. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!BASE64.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}
