/** What lies on the ground and is in no answer: files that were not taken in, samples that were rejected. */

import { isIngested, type ReceiptRecord } from '../downlink/receipt.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { matchesGlob } from '../experiment/glob.ts';
import { unitSeries } from '../experiment/lookups.ts';
import { unitsOf } from '../experiment/source-cells.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { stretchNamed } from './stretch-named.ts';

export interface Withheld {
  readonly fileName: string;
  /** The units that it may speak of. */
  readonly units: readonly string[];
  /** The data time that it speaks of, as far as that is known. */
  readonly from: Micros;
  readonly to: Micros;
  /** Rejected samples; null for a file that was not taken in at all. */
  readonly samples: number | null;
}

/** Rejects explain a file's gaps where they make up nearly all that it is missing between its first and last sample. */
const EXPLAINED = 0.9;

/**
 * A file that was REFUSED or FAILED counts for the time that its name says; one whose name says none explains no gap.
 * The rejected samples of a file that was taken in count from its first sample to its last, but only where they are
 * as many as it lacks there: a reject has a line and no time, so a file that lacks more has another gap too.
 */
export function withheldOf(receipt: ReceiptRecord, index: DefinitionIndex): Withheld[] {
  const { fileName, state, counts, duplicateOf, ranges } = receipt;
  if (state === 'REFUSED' || state === 'FAILED') {
    const stretch = stretchNamed(fileName);
    if (stretch === null) return [];
    return [{ fileName, units: unitsOfFile(receipt, index), ...stretch, samples: null }];
  }
  if (state !== 'INGESTED_WITH_REJECTS' || duplicateOf !== null || ranges.length === 0) return [];
  if (counts.rejected < EXPLAINED * lackingIn(receipt, index)) return [];
  const from = Math.min(...ranges.map((range) => range.from));
  const to = Math.max(...ranges.map((range) => range.to));
  const units = [...new Set(ranges.map(({ unit }) => unit))];
  return [{ fileName, units, from, to, samples: counts.rejected }];
}

/**
 * The receipts but for those of files that were refused or failed and came again, under the same name or with the same
 * bytes, and were taken in: what such a file lacks is not on the ground.
 */
export function notTakenInSince(receipts: readonly ReceiptRecord[]): ReceiptRecord[] {
  const taken = receipts.filter(({ state }) => isIngested(state));
  const names = new Set(taken.map(({ fileName }) => fileName));
  const digests = new Set(taken.map(({ sha256 }) => sha256));
  return receipts.filter(
    ({ state, fileName, sha256 }) =>
      isIngested(state) || !(names.has(fileName) || (sha256 !== null && digests.has(sha256))),
  );
}

/** Samples that a steady period would have brought within the ranges of the file, and that it does not have. */
function lackingIn({ ranges }: ReceiptRecord, index: DefinitionIndex): number {
  return ranges.reduce((sum, { unit, channel, from, to, samples }) => {
    if (!index.units.has(unit)) return sum;
    const period = unitSeries(index, unit).find(({ series }) => series === channel)?.period;
    if (period === undefined) return sum;
    return sum + Math.max(0, Math.round((to - from) / (period * MICROS_PER_SECOND)) + 1 - samples);
  }, 0);
}

/** By the source that reads it; every unit where that cannot be told any more. */
function unitsOfFile(
  { fileName, source, declaredSource }: ReceiptRecord,
  { definition }: DefinitionIndex,
): readonly string[] {
  const named = source ?? declaredSource;
  const baseName = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const sources = definition.sources.filter(({ id, match }) =>
    named === null ? matchesGlob(match, baseName) : id === named,
  );
  if (sources.length === 0) return definition.units.map(({ id }) => id);
  return [...new Set(sources.flatMap((one) => unitsOf(definition, one)))];
}
