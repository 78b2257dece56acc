/** Samples that were read in another unit than they are answered in: converted, or without a value where none leads there. */
import { conversionIfAny, exactConversionBetween } from '../ucum/conversion.ts';
import { ExactNumbers } from './exact-number.ts';
import { acquisitionStatusOf, asUnconverted, flagsAt, originOf, withQuality } from './flags.ts';
import type { Column, Frame } from './frame.ts';

export interface InUnit {
  /** UCUM codes; null: nobody knows. */
  readonly from: string | null;
  readonly to: string;
  /** Only set-points are in a unit. */
  readonly isCounts: boolean;
}

/** The frame with these series in the units they are answered in; the others, and what has no value, stay as they are. */
export function inUnits(frame: Frame, changes: ReadonlyMap<string, InUnit>): Frame {
  if (!frame.columns.some(({ series }) => changes.has(series))) return frame;
  const columns = frame.columns.map((column) => {
    const change = changes.get(column.series);
    return change === undefined ? column : inUnit(column, change);
  });
  return { times: frame.times, columns };
}

function inUnit(column: Column, { from, to, isCounts }: InUnit): Column {
  const convert = from === null ? null : valueInUnit(from, to);
  const values = Float64Array.from(column.values);
  const flags = Uint8Array.from(values, (_, i) => flagsAt(column.flags, i));
  for (let i = 0; i < values.length; i++) {
    const [value, byte] = [values[i]!, flags[i]!];
    if (Number.isNaN(value) || acquisitionStatusOf(byte) !== 'ACQUIRED') continue;
    if (isCounts && originOf(byte) !== 'SETPOINT') continue;
    // It was received: without a value it is asked for again by nobody, and in no mean.
    if (convert === null) flags[i] = asUnconverted(byte);
    else values[i] = convert(value);
    if (!Number.isFinite(values[i]!)) {
      values[i] = Number.MAX_VALUE;
      flags[i] = withQuality(byte, 'BAD');
    }
  }
  return { ...column, storage: { kind: 'float64' }, values, flags };
}

/** How one value is converted; null where none leads there. What no double holds comes out infinite or NaN. */
export function valueInUnit(from: string, to: string): ((value: number) => number) | null {
  const conversion = conversionIfAny(from, to);
  if (conversion === undefined) return null;
  if (conversion === null) return (value) => value;
  const { scale, offset, curve } = conversion;
  if (curve !== undefined) return curve;
  const exact = exactConversionBetween(from, to);
  const numbers = exact === null ? null : new ExactNumbers(exact);
  // What is beyond a double already stands for no number.
  return (value) =>
    Math.abs(value) === Number.MAX_VALUE ? value : (numbers?.of(value) ?? scale * value + offset);
}
