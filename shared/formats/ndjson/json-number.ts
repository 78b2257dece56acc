import { LOWER_E, MINUS, ZERO } from '../reading/bytes.ts';
import { MOST_EXACT_DIGITS } from '../reading/exact-digits.ts';
import { NOT_PLAIN, POWERS_OF_TEN, readNumberCell } from '../reading/number.ts';
import { DOT } from './json-bytes.ts';
import { endOfNumber, NO_TOKEN } from './scan-tokens.ts';

/**
 * Reads the number of JSON that begins at `start` to `into[row]` and returns where it ends, or `NOT_PLAIN`. What
 * follows is the caller's to look at. It is the number that `readPlainNumber` reads, under JSON's stricter rules: no
 * plus, no leading zeros, digits on both sides of the point. Small, so that V8 takes it into the loop over lines.
 */
export function readJsonNumber(bytes: Uint8Array, start: number, into: Float64Array, row: number): number {
  let at = start;
  let byte = bytes[at]!;
  const isNegative = byte === MINUS;
  if (isNegative) byte = bytes[++at]!;
  const first = byte;
  let mantissa = 0;
  let digits = -at;
  for (; (byte - ZERO) >>> 0 < 10; byte = bytes[++at]!) mantissa = mantissa * 10 + (byte - ZERO);
  digits += at;
  if (digits === 0 || (first === ZERO && digits > 1)) return NOT_PLAIN;
  let decimals = 0;
  if (byte === DOT) {
    decimals = -(at + 1);
    for (byte = bytes[++at]!; (byte - ZERO) >>> 0 < 10; byte = bytes[++at]!)
      mantissa = mantissa * 10 + (byte - ZERO);
    decimals += at;
    digits += decimals;
    if (decimals === 0) return NOT_PLAIN;
  }
  if ((byte | 32) === LOWER_E || digits > MOST_EXACT_DIGITS) return readRareNumber(bytes, start, into, row);
  const value = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals]!;
  into[row] = isNegative ? -value : value;
  return at;
}

/** The same for a number with an exponent or many digits. */
function readRareNumber(bytes: Uint8Array, start: number, into: Float64Array, row: number): number {
  const end = endOfNumber(bytes, start);
  const isRead = end !== NO_TOKEN && readNumberCell(bytes.subarray(start, end), DOT, into, row);
  return isRead ? end : NOT_PLAIN;
}
