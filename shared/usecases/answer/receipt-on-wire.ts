import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import { type ReadingTry, readingTry } from '../../domain/downlink/reading-try.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { isTold } from '../../domain/downlink/rereading.ts';
import { spoiltIn } from '../../domain/downlink/spoilt.ts';
import { isoOf, type Micros } from '../../domain/time.ts';

/** The reading in force, where that matters. */
export interface ReadingNow {
  readonly readingRevision: string | null;
  /** What is in force of the downlink was read otherwise than it would be now. */
  readonly isReadUnderOther: boolean;
  /** Null where nothing is being read. */
  readonly now: Micros | null;
}

export const ANY_READING: ReadingNow = { readingRevision: null, isReadUnderOther: false, now: null };

/** A receipt as the API answers it. */
export function receiptOnWire(
  receipt: ReceiptRecord,
  verdict: readonly string[],
  { readingRevision, isReadUnderOther, now }: ReadingNow = ANY_READING,
): ReceiptOnWire {
  const reading = now === null ? null : readingTry(receipt, now);
  const { id, state, fileName, bytes, counts, byReason, unmappedColumns, warnings } = receipt;
  return {
    id,
    state,
    fileName,
    bytes,
    ...(receipt.sha256 !== null && { sha256: receipt.sha256 }),
    ...(receipt.source !== null && { source: receipt.source }),
    ...(receipt.declaredSource !== null && { declaredSource: receipt.declaredSource }),
    createdAt: isoOf(receipt.createdAt),
    createdBy: receipt.createdBy,
    ...(receipt.dropped !== undefined && { dropped: droppedOnWire(receipt.dropped) }),
    ...(receipt.ingestedAt !== null && { ingestedAt: isoOf(receipt.ingestedAt) }),
    ...(receipt.duplicateOf !== null && { duplicateOf: receipt.duplicateOf }),
    counts: { ...counts, ...spoiltIn(receipt.ranges) },
    byReason,
    ranges: receipt.ranges.map((range) => ({ ...range, from: isoOf(range.from), to: isoOf(range.to) })),
    unmappedColumns,
    warnings,
    verdict: [...verdict],
    ...(receipt.error !== null && { error: receipt.error }),
    ...(receipt.rereading !== null &&
      isTold(receipt, readingRevision) && { rereading: rereadingOnWire(receipt.rereading) }),
    ...(reading !== null && { reading: readingOnWire(reading) }),
    ...(isReadUnderOther && { readUnderOther: true as const }),
    ...(receipt.withdrawn !== null && {
      withdrawn: { ...receipt.withdrawn, at: isoOf(receipt.withdrawn.at) },
    }),
  };
}

const droppedOnWire = ({ key, version }: NonNullable<ReceiptRecord['dropped']>) => ({
  key,
  ...(version !== null && { version }),
});

function readingOnWire({ number, of, mayRun, lease, nextBy }: ReadingTry) {
  return {
    ...{ try: number, of, mayRun },
    ...(lease !== null && { since: isoOf(lease.since), until: isoOf(lease.until) }),
    ...(nextBy !== null && { nextBy: isoOf(nextBy) }),
  };
}

function rereadingOnWire({ at, by, error }: NonNullable<ReceiptRecord['rereading']>) {
  return { at: isoOf(at), by, ...(error !== null && { error }) };
}
