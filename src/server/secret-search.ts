import { readings } from './readings.ts';

/** A piece of a secret of this many letters and digits counts as the secret; any shorter one occurs by chance. */
const PIECE = 8;
/** Whoever's it is: a token of the usual form. */
const JSON_WEB_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;

/**
 * Whether a text quotes one of the secrets, or a piece of one, however it is spelled: escaped for an address, a page or
 * JSON, also twice, in other letter cases, in base64 or hex, or with anything put in between.
 *
 * Only letters and digits are compared, since they survive every such spelling. A secret with fewer than eight of them
 * is not looked for: it would be found in ids and in common words.
 */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  const pieces = new Set(secrets.flatMap((secret) => piecesOf(secret)));
  return readings(text).some(
    (reading) => JSON_WEB_TOKEN.test(reading) || piecesOf(reading).some((piece) => pieces.has(piece)),
  );
}

function piecesOf(text: string): string[] {
  const letters = [...text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')];
  return letters.slice(PIECE - 1).map((_, at) => letters.slice(at, at + PIECE).join(''));
}
