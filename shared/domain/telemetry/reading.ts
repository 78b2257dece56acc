/** How the cells of a mapped column become samples of a series. */
import type { Micros } from '../time.ts';
import type { Conversion, ExactConversion } from '../ucum/conversion.ts';
import { ExactNumbers } from './exact-number.ts';
import { asUnended, type Origin, packFlags } from './flags.ts';
import type { Storage } from './frame.ts';
import { singleGiving, withoutRounding } from './kept-number.ts';

export interface ColumnReading {
  readonly unit: string;
  readonly series: string;
  readonly channel: string;
  readonly storage: Storage;
  readonly origin: Origin;
  /** From the file's unit to the channel's; null where they are the same. */
  readonly conversion: Conversion | null;
  /** The same in whole numbers, where it can be: what it gives is rounded once. */
  readonly exact?: ExactConversion | null;
  /** Numbers of the file that stand for "no reading", each in [from, to) of data time; null leaves that side open. */
  readonly missing: readonly MissingCode[];
  /** In the channel's unit, inclusive, null leaves a side open; a value outside cannot be right and is kept as BAD. */
  readonly validRange: readonly [number | null, number | null] | null;
  /** Set for cells that the file ends within: their last digits may be missing. */
  readonly isUnended?: true;
}

/** What a reader hands out for a text that stands for "no reading": no number of a file is infinite. */
export const NO_VALUE = Number.POSITIVE_INFINITY;

export interface MissingCode {
  readonly value: number;
  readonly from: Micros | null;
  readonly to: Micros | null;
}

/**
 * Turns the numbers of a column, as the file says them, into the values that are kept, in place, and
 * gives their flag bytes (one where all share it). What becomes of a cell depends on its number and time alone.
 *
 * A declared missing code is INVALID and BAD and stays the file's number, 0 where it is a text; every other number is converted to the
 * channel's unit, and BAD outside of the valid range. What the conversion takes beyond a double is kept as the largest
 * one, BAD. `values` holds no NaN.
 */
export function readCells(
  reading: ColumnReading,
  times: Float64Array,
  values: Float64Array,
): number | Uint8Array {
  const flags = flagsOfCells(reading, times, values);
  if (reading.isUnended !== true) return flags;
  return typeof flags === 'number' ? asUnended(flags) : flags.map(asUnended);
}

function flagsOfCells(
  reading: ColumnReading,
  times: Float64Array,
  values: Float64Array,
): number | Uint8Array {
  const good = packFlags({ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin: reading.origin });
  const isPlain = reading.missing.length === 0 && reading.validRange === null && reading.conversion === null;
  const flags = isPlain ? good : new Uint8Array(values.length).fill(good);
  if (typeof flags !== 'number') markMissing(reading, times, values, flags);
  convert(reading, values, flags);
  if (typeof flags !== 'number') markImpossible(reading, values, flags);
  return flags;
}

function markMissing(
  { missing, origin }: ColumnReading,
  times: Float64Array,
  values: Float64Array,
  flags: Uint8Array,
): void {
  const invalid = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin });
  for (const { value, from, to } of missing) {
    const begin = from ?? Number.NEGATIVE_INFINITY;
    const end = to ?? Number.POSITIVE_INFINITY;
    for (let i = 0; i < flags.length; i++) {
      if (values[i] !== value || times[i]! < begin || times[i]! >= end) continue;
      flags[i] = invalid;
      if (value === NO_VALUE) values[i] = 0;
    }
  }
}

/** To the channel's unit, and to the number that its storage keeps. */
function convert(reading: ColumnReading, values: Float64Array, flags: number | Uint8Array): void {
  const { conversion, storage, origin } = reading;
  const isSingle = storage.kind === 'float32';
  if (conversion === null) {
    if (isSingle) for (let i = 0; i < values.length; i++) values[i] = singleGiving(values[i]!, values[i]!, 1);
    return;
  }
  const invalid = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin });
  const { scale, offset, curve } = conversion;
  const exact = reading.exact == null ? null : new ExactNumbers(reading.exact);
  const converted = curve ?? ((read: number) => exact?.of(read) ?? scale * read + offset);
  const size = Math.abs(scale);
  for (let i = 0; i < values.length; i++) {
    const read = values[i]!;
    const isCode = typeof flags !== 'number' && flags[i] === invalid;
    const value = isCode ? read : withinDouble(converted(read));
    // A number on a curve has no text of its own: it is a single only where it is one.
    if (isSingle) values[i] = curve === undefined ? singleGiving(value, read, isCode ? 1 : size) : value;
    else if (!isCode) values[i] = withoutRounding(value, storage, size * Math.abs(read) + Math.abs(offset));
  }
}

/** What no number can stand for, as the logarithm of a negative one, is the largest double, which is BAD. */
function withinDouble(value: number): number {
  if (Number.isNaN(value)) return Number.MAX_VALUE;
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}

function markImpossible(
  { validRange, origin }: ColumnReading,
  values: Float64Array,
  flags: Uint8Array,
): void {
  const [low, high] = validRange ?? [null, null];
  const least = low ?? Number.NEGATIVE_INFINITY;
  const greatest = high ?? Number.POSITIVE_INFINITY;
  const good = packFlags({ quality: 'GOOD', acquisitionStatus: 'ACQUIRED', origin });
  const bad = packFlags({ quality: 'BAD', acquisitionStatus: 'ACQUIRED', origin });
  for (let i = 0; i < flags.length; i++) {
    const value = values[i]!;
    const isPossible = value >= least && value <= greatest && Math.abs(value) < Number.MAX_VALUE;
    if (flags[i] === good && !isPossible) flags[i] = bad;
  }
}
