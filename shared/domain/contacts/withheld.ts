/** What lies on the ground and is in no answer: files that were not taken in, samples that were rejected. */

import { isIngested, type ReceiptRecord } from '../downlink/receipt.ts';
import { spanOf } from '../downlink/span.ts';
import type { Unreadable } from '../downlink/unreadable.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { matchesGlob } from '../experiment/glob.ts';
import { unitSeries } from '../experiment/lookups.ts';
import {
  type SourceCell,
  sourceCell,
  sourceRows,
  unitsOf,
  valueColumns,
} from '../experiment/source-cells.ts';
import type { Source } from '../experiment/source-schema.ts';
import { seriesFed } from '../experiment/unit-series.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { stretchNamed } from './stretch-named.ts';

export interface Withheld {
  readonly fileName: string;
  /** The units that it may speak of. */
  readonly units: readonly string[];
  /** The series whose cells they were; null where whole rows were, absent where an older version did not note it. */
  readonly series?: ReadonlySet<string> | null;
  /** The data time that it speaks of, as far as that is known. */
  readonly from: Micros;
  readonly to: Micros;
  /** Rejected samples; null for a file that was not taken in at all. */
  readonly samples: number | null;
}

/** Where an older version did not note when they were measured, rejects explain a file's gaps where they make up nearly all that it is missing between its first and last sample. */
const EXPLAINED = 0.9;

/**
 * A file that was REFUSED or FAILED counts for the time that its name says; one whose name says none explains no gap.
 * The rejected samples of a file that was taken in count for the time that their rows, or the rows around them, say.
 */
export function withheldOf(receipt: ReceiptRecord, index: DefinitionIndex): Withheld[] {
  const { fileName, state, counts, duplicateOf, ranges } = receipt;
  if (state === 'REFUSED' || state === 'FAILED') {
    const stretch = stretchNamed(fileName);
    if (stretch === null) return [];
    return [{ fileName, units: unitsOfFile(receipt, index), ...stretch, samples: null }];
  }
  if (state !== 'INGESTED_WITH_REJECTS' || duplicateOf !== null) return [];
  if (receipt.unreadable !== null) return unreadableIn(receipt, receipt.unreadable, index);
  if (ranges.length === 0) return [];
  if (counts.rejected < EXPLAINED * lackingIn(receipt, index)) return [];
  const { from, to } = spanOf(ranges);
  const units = [...new Set(ranges.map(({ unit }) => unit))];
  return [{ fileName, units, from, to, samples: counts.rejected }];
}

/** The rejects of a file by when they were measured, and where their column says it, of which unit and series. */
function unreadableIn(
  receipt: ReceiptRecord,
  unreadable: readonly Unreadable[],
  index: DefinitionIndex,
): Withheld[] {
  const { fileName } = receipt;
  const source = receipt.source === null ? undefined : index.sources.get(receipt.source);
  const anyUnit = unitsOfFile(receipt, index);
  return unreadable.map(({ column, from, to, samples }) => {
    const cells = source === undefined || column === null ? [] : cellsUnder(index, source, column);
    const series = cells.map((cell) => seriesFed(index, cell.unit, cell).series);
    return {
      ...{ fileName, from, to, samples },
      units: cells.length === 0 ? anyUnit : [...new Set(cells.map(({ unit }) => unit))],
      series: series.length === 0 ? null : new Set(series),
    };
  });
}

/** What the cells under a header may measure; nothing where it holds no values. */
function cellsUnder(index: DefinitionIndex, source: Source, column: string): SourceCell[] {
  if (!valueColumns(source).includes(column)) return [];
  return sourceRows(index, source).flatMap((row) => sourceCell(source, row, column) ?? []);
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
export function unitsOfFile(
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
