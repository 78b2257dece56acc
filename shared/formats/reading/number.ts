import { CR, LF, LOWER_E, MINUS, PLUS, ZERO } from './bytes.ts';
import { MOST_EXACT_DIGITS } from './exact-digits.ts';

/** Powers of ten that a double holds exactly. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);
const LARGEST_EXACT_POWER = 22;

/** The cell is not plain (blanks, quotes, no number): it needs a second look. */
export const NOT_PLAIN = -1;

/**
 * Reads the number that begins at `start` and fills its cell, writes it to `into[row]`, and returns where it ends: at
 * the delimiter, CR or LF. An empty cell writes nothing. Whatever else is there gives `NOT_PLAIN`.
 *
 * A number is a sign or none, digits with a decimal sign or without (`.5` and `5.` too), an exponent or none. The result is
 * correctly rounded. Up to 15 digits and a power of ten up to 22 both are exact doubles, so that one multiplication
 * or division rounds once (Clinger 1990, "How to read floating point numbers accurately", the fast path); for all
 * others `Number` is asked. The bytes must hold an LF at or after `start`.
 *
 * Most numbers have no exponent and at most 15 digits: they are read here, the others anew by `readRareNumber`. Small, so
 * that V8 takes it into the loops over rows.
 */
export function readPlainNumber(
  view: DataView,
  start: number,
  delimiter: number,
  decimal: number,
  into: Float64Array,
  row: number,
): number {
  let at = start;
  let byte = view.getUint8(at);
  const isNegative = byte === MINUS;
  if (isNegative) byte = view.getUint8(++at);
  const first = at;
  let mantissa = 0;
  for (; (byte - ZERO) >>> 0 < 10; byte = view.getUint8(++at)) mantissa = mantissa * 10 + (byte - ZERO);
  let digits = at - first;
  let decimals = 0;
  if (byte === decimal) {
    const pointAt = at;
    for (byte = view.getUint8(++at); (byte - ZERO) >>> 0 < 10; byte = view.getUint8(++at))
      mantissa = mantissa * 10 + (byte - ZERO);
    decimals = at - pointAt - 1;
    digits += decimals;
  }
  const ends = byte === LF || byte === delimiter || byte === CR;
  if (!ends || (digits - 1) >>> 0 >= MOST_EXACT_DIGITS)
    return readRareNumber(view, start, delimiter, decimal, into, row);
  const value = mantissa / POWERS_OF_TEN[decimals]!;
  into[row] = isNegative ? -value : value;
  return at;
}

/** The same for whatever number: an empty cell, a plus, an exponent, many digits. */
function readRareNumber(
  view: DataView,
  start: number,
  delimiter: number,
  decimal: number,
  into: Float64Array,
  row: number,
): number {
  const first = view.getUint8(start);
  if (first === delimiter || first === LF || first === CR) return start;
  const digitsStart = first === MINUS || first === PLUS ? start + 1 : start;
  const pointAt = endOfDigits(view, digitsStart);
  const hasPoint = view.getUint8(pointAt) === decimal;
  const digitsEnd = hasPoint ? endOfDigits(view, pointAt + 1) : pointAt;
  const decimals = hasPoint ? digitsEnd - pointAt - 1 : 0;
  const digits = pointAt - digitsStart + decimals;
  if (digits === 0) return NOT_PLAIN;
  let end = digitsEnd;
  let power = -decimals;
  if ((view.getUint8(end) | 32) === LOWER_E) {
    end = endOfExponent(view, digitsEnd + 1);
    if (end === NOT_PLAIN) return NOT_PLAIN;
    power += exponentOf(view, digitsEnd + 1, end);
  }
  const last = view.getUint8(end);
  if (last !== delimiter && last !== LF && last !== CR) return NOT_PLAIN;
  const mantissa = digits <= MOST_EXACT_DIGITS ? wholeOf(view, digitsStart, digitsEnd) : Number.NaN;
  const value = scaled(mantissa, power);
  return write(view, start, end, first === MINUS ? -value : value, into, row);
}

function endOfDigits(view: DataView, start: number): number {
  let at = start;
  while ((view.getUint8(at) - ZERO) >>> 0 < 10) at++;
  return at;
}

/** The digits as one whole number, their decimal sign left out. */
function wholeOf(view: DataView, start: number, end: number): number {
  let whole = 0;
  for (let at = start; at < end; at++) {
    const digit = view.getUint8(at) - ZERO;
    if (digit >>> 0 < 10) whole = whole * 10 + digit;
  }
  return whole;
}

/** The same for a cell that was cut out and trimmed; false where it is no number, then `into[row]` means nothing. */
export function readNumberCell(cell: Uint8Array, decimal: number, into: Float64Array, row: number): boolean {
  const ended = new Uint8Array(cell.length + 1);
  ended.set(cell);
  ended[cell.length] = LF;
  return readPlainNumber(new DataView(ended.buffer), 0, LF, decimal, into, row) === cell.length;
}

/** The mantissa times ten to the power, or NaN where one rounding does not do. */
function scaled(mantissa: number, power: number): number {
  if (power === 0) return mantissa;
  if (power < 0) return power >= -LARGEST_EXACT_POWER ? mantissa / POWERS_OF_TEN[-power]! : Number.NaN;
  return power <= LARGEST_EXACT_POWER ? mantissa * POWERS_OF_TEN[power]! : Number.NaN;
}

function write(
  view: DataView,
  start: number,
  end: number,
  exact: number,
  into: Float64Array,
  row: number,
): number {
  const value = Number.isNaN(exact) ? Number(asciiText(view, start, end).replace(',', '.')) : exact;
  if (!Number.isFinite(value)) return NOT_PLAIN;
  into[row] = value;
  return end;
}

/** Where the digits of an exponent end, or `NOT_PLAIN` where there are none. */
function endOfExponent(view: DataView, start: number): number {
  let at = start;
  if (view.getUint8(at) === MINUS || view.getUint8(at) === PLUS) at++;
  const end = endOfDigits(view, at);
  return end === at ? NOT_PLAIN : end;
}

/** The exponent's value; of a longer one than any double has (`1e99999`), some value that is as far out. */
function exponentOf(view: DataView, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end && value < 100_000; at++) {
    const digit = view.getUint8(at) - ZERO;
    if (digit >= 0) value = value * 10 + digit;
  }
  return view.getUint8(start) === MINUS ? -value : value;
}

function asciiText(view: DataView, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}

/** Why the text of a cell is no reading. */
export interface NumberProblem {
  readonly code: 'value.not-a-number' | 'value.not-finite' | 'value.out-of-range';
  readonly message: string;
}

/** Says what is wrong with a cell that `readNumberCell` did not take; `isDeclared`: a source says the decimal sign. */
export function explainNumber(cell: Uint8Array, decimal: '.' | ',', isDeclared = true): NumberProblem {
  const text = new TextDecoder('latin1').decode(cell);
  if (isNumber(text, decimal))
    return {
      code: 'value.out-of-range',
      message: 'expected a number below 1.8e308, which is what a double holds',
    };
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text))
    return {
      code: 'value.not-finite',
      message: 'expected a finite number; leave the cell empty where nothing was read',
    };
  const other = decimal === '.' ? ',' : '.';
  const advice = isNumber(text, other)
    ? isDeclared
      ? `: if ${JSON.stringify(other)} is the decimal sign of this file, the source has to say so (decimal: ${JSON.stringify(other)})`
      : ': write it with a decimal point'
    : /^[+-]?\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d+)?$/.test(text)
      ? ': write it without separators of thousands'
      : '';
  const example = decimal === '.' ? '-12.5 or 1.2e-3' : '-12,5 or 1,2e-3';
  return { code: 'value.not-a-number', message: `expected a number such as ${example}${advice}` };
}

function isNumber(text: string, decimal: '.' | ','): boolean {
  return decimal === '.'
    ? /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)
    : /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:e[+-]?\d+)?$/i.test(text);
}
