/**
 * A file that is read again is read as one that has just come, beside what is in force of it. Whoever reads sees the
 * receipt as that attempt has it; what is in force stays in the receipt as it is.
 */
import { isIngested, type ReceiptRecord } from './receipt.ts';

/** The receipt as the attempt has it that reads the file, or is to read it. */
export interface ReadReceipt extends ReceiptRecord {
  /** What is in force meanwhile; null where nothing of the downlink is. */
  readonly inForce: Pick<ReceiptRecord, 'attempt' | 'touched'> | null;
}

/** Whether the file is to be read again, or is being read. */
export function isReread({ state, rereading }: ReceiptRecord): boolean {
  return isIngested(state) && rereading !== null && rereading.error === null;
}

export function asRead(receipt: ReceiptRecord): ReadReceipt {
  const { rereading, attempt, touched } = receipt;
  if (rereading === null || !isReread(receipt)) return { ...receipt, inForce: null };
  return {
    ...receipt,
    state: rereading.isBegun ? 'INGESTING' : 'RECEIVED',
    attempt: rereading.attempt,
    readingRevision: rereading.readingRevision,
    touched: rereading.touched,
    inForce: { attempt, touched },
  };
}

/** The receipt after that attempt has changed its own part of it. One that ends leaves what is in force. */
export function afterReading(receipt: ReceiptRecord, read: ReadReceipt): ReceiptRecord {
  const { inForce, ...own } = read;
  const { rereading } = receipt;
  if (inForce === null || rereading === null) return own;
  const { attempt, readingRevision, touched, lease, tries, due } = own;
  const hasEnded = own.state === 'REFUSED' || own.state === 'FAILED';
  return {
    ...receipt,
    ...{ lease, tries, due },
    rereading: {
      ...{ ...rereading, attempt, readingRevision, touched },
      isBegun: own.state !== 'RECEIVED',
      error: hasEnded ? own.error : null,
    },
  };
}

/**
 * Whether anybody still has to know of the other reading: not where nothing is in force, nor where it was tried under a
 * definition that is in force no more and what counts is read as the one in force, `now`, reads. `now` is null where
 * nobody knows.
 */
export function isTold(receipt: ReceiptRecord, now: string | null): boolean {
  const { state, rereading, readingRevision } = receipt;
  if (rereading === null || !isIngested(state)) return false;
  const { error, readingRevision: tried } = rereading;
  const isPutRight = error !== null && tried !== null && tried !== now && readingRevision === now;
  return !isPutRight;
}

/** How many attempts at the downlink were begun: their numbers are never used again. */
export function begunOf({ attempt, rereading }: ReceiptRecord): number {
  return Math.max(attempt, rereading?.attempt ?? 0);
}
