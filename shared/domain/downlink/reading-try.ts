/**
 * The try to read a file that goes on, or that ended without a result, as the receipt alone tells it. A run that dies
 * says nothing: until its lease is over, it may be at work.
 */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { isHeld, type Lease } from './lease.ts';
import { type DownlinkState, isOpen, type ReceiptRecord } from './receipt.ts';
import { asRead } from './rereading.ts';
import { MOST_TRIES, WATCH_MINUTES } from './run-time.ts';

export interface ReadingTry {
  /** Counted from 1. */
  readonly number: number;
  /** How many there are at most. */
  readonly of: number;
  /** Whether a run may be at work on it. */
  readonly mayRun: boolean;
  /** When its run began, and until when that may be at work; null where it gave its lease back. */
  readonly lease: Pick<Lease, 'since' | 'until'> | null;
  /**
   * By when the next try begins, or the file is FAILED after the last, unless this one ends with a result; null where
   * nothing tells when it ended: within `NEXT_TRY_MINUTES` of that.
   */
  readonly nextBy: Micros | null;
}

/** From the end of a lease to the next try: `watch` begins and, within a minute, has looked at everything. */
export const NEXT_TRY_MINUTES = WATCH_MINUTES + 1;

/** Null where no try has begun, or the file is decided. */
export function readingTry(receipt: ReceiptRecord, now: Micros): ReadingTry | null {
  const { state, tries, lease }: { state: DownlinkState; tries: number; lease: Lease | null } =
    asRead(receipt);
  if (!isOpen(state) || tries === 0) return null;
  return {
    ...{ number: tries, of: MOST_TRIES },
    mayRun: isHeld(lease, now),
    lease,
    nextBy: lease === null ? null : lease.until + NEXT_TRY_MINUTES * 60 * MICROS_PER_SECOND,
  };
}
