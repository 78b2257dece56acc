/** The blocks of time that drift is judged by. */
import { MICROS_PER_MINUTE } from '../../time.ts';

/** The facts of a page that drift is judged by. */
export const BLOCKS = { kind: 'BLOCKS', version: '1' } as const;

/** Blocks of ten minutes since 1970: a block is taken in once, whatever comes again. */
export type BlockId = number;

export const BLOCK_MICROS = 10 * MICROS_PER_MINUTE;
export const BLOCKS_PER_DAY = 144;
/** Blocks that are put together for a trend. */
export const BLOCKS_PER_MEDIAN = 36;

/** A residual's mean over one block, and the bounds that it must not pass. */
export interface ResidualBlock {
  readonly id: BlockId;
  /** The channel less its reference; NaN where either has too few readings. */
  readonly residual: number;
  /** The residual at which the channel's margin or a limit would be crossed; infinite where nothing is declared. */
  readonly below: number;
  readonly above: number;
}
