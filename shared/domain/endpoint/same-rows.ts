/** Rows of one unit, endpoint, time and replicate that say the same, each in a unit of measure of its own. */
import { lineBetween } from '../ucum/conversion.ts';
import type { Measurement } from './measurement.ts';

/** What conversions round. */
const ALIKE = 1e-9;

/** Of one time and replicate: where so many differ they contradict each other, whatever else they say. */
const MOST_COMPARED = 8;

/** One of each, the first of the list. */
export function withoutRepeated<R extends Measurement>(rows: readonly R[]): R[] {
  const kept = new Map<string, R[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.takenAt, row.replicate]);
    const same = kept.get(name) ?? [];
    if (!same.slice(0, MOST_COMPARED).some((one) => saysSame(one, row))) same.push(row);
    kept.set(name, same);
  }
  return [...kept.values()].flat();
}

/** What is detected says nothing by its limit of detection. */
function saysSame(one: Measurement, other: Measurement): boolean {
  if ((one.value === null) !== (other.value === null)) return false;
  const amountOf = ({ value, lod, measuredIn: unit }: Measurement) => ({ amount: value ?? lod, unit });
  return isSame(amountOf(one), amountOf(other)) && isSamePer(one.denominator, other.denominator);
}

interface Amount {
  readonly amount: number | null;
  readonly unit: string;
}

const isSamePer = (one: Measurement['denominator'], other: Measurement['denominator']): boolean =>
  one === null || other === null ? one === other : isSame(one, other);

function isSame(one: Amount, other: Amount): boolean {
  if (one.amount === null || other.amount === null) return one.amount === other.amount;
  if (one.unit === other.unit) return one.amount === other.amount;
  const line = lineBetween(other.unit, one.unit);
  if (line === null) return false;
  const converted = (line.scale * other.amount + line.offset) / line.divisor;
  return Math.abs(converted - one.amount) <= ALIKE * Math.max(Math.abs(converted), Math.abs(one.amount));
}
