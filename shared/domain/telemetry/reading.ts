/** How the cells of a mapped column become samples of a series. */
import type { Micros } from '../time.ts';
import { type Origin, packFlags } from './flags.ts';
import type { Storage } from './frame.ts';

export interface ColumnReading {
  readonly unit: string;
  readonly series: string;
  readonly channel: string;
  readonly storage: Storage;
  readonly origin: Origin;
  /** Values that stand for "no reading", each in [from, to) of data time; null leaves that side open. */
  readonly missing: readonly MissingCode[];
  /** Inclusive, null leaves a side open; a value outside cannot be right and is kept as BAD. */
  readonly validRange: readonly [number | null, number | null] | null;
}

export interface MissingCode {
  readonly value: number;
  readonly from: Micros | null;
  readonly to: Micros | null;
}

/** The flag byte of a sample: a declared missing code is INVALID and BAD, a value out of its valid range BAD. */
export function flagsOf(reading: ColumnReading, value: number, at: Micros): number {
  const { origin } = reading;
  if (reading.missing.some((code) => isMissing(code, value, at))) {
    return packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin });
  }
  const [low, high] = reading.validRange ?? [null, null];
  const isPossible = (low === null || value >= low) && (high === null || value <= high);
  const quality = isPossible ? 'GOOD' : 'BAD';
  return packFlags({ quality, acquisitionStatus: 'ACQUIRED', origin });
}

function isMissing(code: MissingCode, value: number, at: Micros): boolean {
  return (
    value === code.value && (code.from === null || at >= code.from) && (code.to === null || at < code.to)
  );
}
