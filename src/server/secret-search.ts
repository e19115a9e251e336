import { readings } from './readings.ts';

/** This many letters and digits in a row count as a piece of the secret. A shorter match may be chance. */
const PIECE = 8;
/** A token of the usual form, whether it is ours or not. */
const JSON_WEB_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;

/**
 * Whether a text quotes one of the secrets, or a piece of one. It finds every spelling: escaped for a URL, for HTML or
 * for JSON, even twice; in another letter case; in base64 or hex; or with other characters in between.
 *
 * It compares only letters and digits, because these survive every such spelling. It does not search for a secret with
 * fewer than eight of them, because that would match ids and common words.
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
