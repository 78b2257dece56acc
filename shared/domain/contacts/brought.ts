/** What files that were taken in could have brought: by that, what they came without. */
import { isIngested, type ReceiptRecord } from '../downlink/receipt.ts';
import { spanOf } from '../downlink/span.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { sourceCells } from '../experiment/source-cells.ts';
import { seriesFed } from '../experiment/unit-series.ts';
import type { Micros } from '../time.ts';

export interface Brought {
  readonly fileName: string;
  /** The series that its source brings, whether the file holds them or not (`fedName`). */
  readonly feeds: ReadonlySet<string>;
  /** Its first and its last sample. */
  readonly from: Micros;
  readonly to: Micros;
}

export const fedName = (unit: string, series: string): string => `${unit} ${series}`;

/** Those of the files that were taken in and hold samples, in the order of the receipts. */
export function broughtOf(receipts: readonly ReceiptRecord[], index: DefinitionIndex): Brought[] {
  const known = new Map<string, ReadonlySet<string>>();
  return receipts.flatMap(({ state, duplicateOf, source, ranges, fileName }): Brought[] => {
    if (!isIngested(state) || duplicateOf !== null || source === null || ranges.length === 0) return [];
    const feeds = known.get(source) ?? fedBy(index, source);
    known.set(source, feeds);
    return [{ fileName, feeds, ...spanOf(ranges) }];
  });
}

/** Nothing of a source that the definition in force has no more. */
function fedBy(index: DefinitionIndex, id: string): ReadonlySet<string> {
  const source = index.sources.get(id);
  if (source === undefined) return new Set();
  return new Set(
    sourceCells(index, source).map((cell) => fedName(cell.unit, seriesFed(index, cell.unit, cell).series)),
  );
}
