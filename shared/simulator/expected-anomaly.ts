import type { Seconds } from '../domain/time.ts';

/** An anomaly that the fault must show as, on its unit or on a pair, its ends known to within the tolerance. */
export interface ExpectedAnomaly {
  readonly kind: string;
  readonly unit?: string;
  readonly pair?: string;
  readonly channels: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly toleranceSeconds: Seconds;
  /** Of a gap that the link made: the cause that it must be told with once everything is down. */
  readonly cause?: string;
}

/** OFFSET is judged in blocks of 6 h, opens after three, and knows its ends no better than a block. */
export const BLOCK: Seconds = 6 * 3600;
export const BLOCKS_TO_OPEN = 3;
/** More than this many periods without a sample are a gap. */
export const GAP_PERIODS = 3;
