import { type NumberType, POWERS_OF_TEN } from './column.ts';

/** Halves are still whole doubles apart below this, so that rounding by adding one is exact. */
const MOST_UNITS = 2 ** 52 - 1;
const LARGEST_INT32 = 2 ** 31 - 1;
const SMALLEST_INT32 = -(2 ** 31);

/**
 * Turns the first `count` numbers into what their type stores, in place: decimals become whole numbers of units of
 * 10^-scale, the others stay as they are. False where a number would not come back as the very same double: it has
 * more decimals than declared, is -0, has 2^52 units or more, or is no single; the numbers are then left half turned.
 */
export function toStored(type: NumberType, numbers: Float64Array, count: number): boolean {
  switch (type.kind) {
    case 'float64':
      return true;
    case 'float32':
      return areSingles(numbers, count);
    case 'decimal':
      return scale(numbers, count, POWERS_OF_TEN[type.scale]);
    case 'timestamp':
      return areWhole(numbers, count, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    case 'int32':
      return areWhole(numbers, count, SMALLEST_INT32, LARGEST_INT32);
    case 'boolean':
      return areWhole(numbers, count, 0, 1);
  }
}

/**
 * Dividing by the power of ten is correctly rounded, so it gives the double that the decimal text parses to.
 * Adding a half and flooring rounds as well as anything here: what it rounds wrongly does not divide back.
 */
function scale(numbers: Float64Array, count: number, power: number | undefined): boolean {
  if (power === undefined) return false;
  for (let i = 0; i < count; i++) {
    const number = numbers[i]!;
    const units = Math.floor(number * power + 0.5);
    if (units / power !== number || units > MOST_UNITS || units < -MOST_UNITS) return false;
    if (units === 0 && Object.is(number, -0)) return false;
    numbers[i] = units;
  }
  return true;
}

function areWhole(numbers: Float64Array, count: number, least: number, greatest: number): boolean {
  for (let i = 0; i < count; i++) {
    const number = numbers[i]!;
    if (!(number >= least && number <= greatest) || Math.floor(number) !== number || Object.is(number, -0)) {
      return false;
    }
  }
  return true;
}

function areSingles(numbers: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const number = numbers[i]!;
    if (Math.fround(number) !== number && !Number.isNaN(number)) return false;
  }
  return true;
}
