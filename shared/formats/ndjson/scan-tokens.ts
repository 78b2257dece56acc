/** Where the tokens of JSON end. Each looks at a token's bytes up to the first that cannot belong to it; a LF never does. */
import { CR, LOWER_E, MINUS, PLUS, SPACE, TAB, ZERO } from '../reading/bytes.ts';
import { BACKSLASH, DOT, FIRST_PRINTABLE, LOWER_U, QUOTE } from './json-bytes.ts';

/** There is no such token. */
export const NO_TOKEN = -1;

export function afterBlanks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === SPACE || bytes[at] === TAB || bytes[at] === CR) at++;
  return at;
}

/** Of the string whose first character is at `start`: where its closing quote stands. */
export function endOfString(bytes: Uint8Array, start: number): number {
  for (let at = start; ; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte < FIRST_PRINTABLE) return NO_TOKEN;
    if (byte !== BACKSLASH) continue;
    at++;
    if (bytes[at] === LOWER_U) {
      for (let digit = 0; digit < 4; digit++) if (!isHex(bytes[++at]!)) return NO_TOKEN;
    } else if (!ESCAPES.includes(bytes[at]!)) return NO_TOKEN;
  }
}

/** `"`, `\`, `/`, b, f, n, r and t. */
const ESCAPES = Uint8Array.from([QUOTE, BACKSLASH, 47, 98, 102, 110, 114, 116]);

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}

/** The same of a string without escapes; `NO_TOKEN` where it has one. */
export function endOfPlainString(bytes: Uint8Array, start: number): number {
  for (let at = start; ; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at;
    if (byte < FIRST_PRINTABLE || byte === BACKSLASH) return NO_TOKEN;
  }
}

/** A minus or none, digits without leading zeros, a point and digits or none, an exponent or none. */
export function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === MINUS ? start + 1 : start;
  const first = at;
  at = endOfDigits(bytes, at);
  if (at === first || (bytes[first] === ZERO && at > first + 1)) return NO_TOKEN;
  if (bytes[at] === DOT) {
    const decimals = at + 1;
    at = endOfDigits(bytes, decimals);
    if (at === decimals) return NO_TOKEN;
  }
  if ((bytes[at]! | 32) !== LOWER_E) return at;
  at++;
  if (bytes[at] === MINUS || bytes[at] === PLUS) at++;
  const exponent = at;
  at = endOfDigits(bytes, exponent);
  return at === exponent ? NO_TOKEN : at;
}

export function endOfDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at]!)) at++;
  return at;
}

/** Of the word that should stand at `start`. */
export function endOfWord(bytes: Uint8Array, start: number, word: Uint8Array): number {
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return NO_TOKEN;
  return start + word.length;
}

function isDigit(byte: number): boolean {
  return (byte - ZERO) >>> 0 < 10;
}
