/**
 * What a stretch of a unit's samples says of each series that drift is judged by: its mean over every ten minutes. Whatever
 * stretches the samples are cut into, the means are the same: of a block that a cut goes through each part keeps its sum.
 */
import * as z from 'zod';
import type { Span } from '../../anomaly/unit-detector.ts';
import type { Selection } from '../../telemetry/selection.ts';
import type { Micros } from '../../time.ts';
import { BLOCK_MICROS, type BlockId } from './block.ts';

/** A mean of fewer readings is none. */
export const LEAST_READINGS = 3;
/** Means are kept in parts of the resolution: far below what noise leaves of them. */
const PARTS_OF_STEP = 100;
/** The same where no resolution is known. */
const DIGITS = 7;

/** How finely the series is read, in its unit; null where nobody says. */
export const blockRuleSchema = z.object({ step: z.number().positive().nullable() });
export type BlockRule = z.infer<typeof blockRuleSchema>;

const blocksSchema = z.object({
  /** Number of the first block. */
  first: z.number().int(),
  /** Null: means are in the unit of the series; else each is a whole number of these, less the one before. */
  quantum: z.number().positive().nullable(),
  /** Null where fewer than three readings came. */
  means: z.array(z.number().nullable()),
  /** Of blocks that the stretch cuts: number, readings, and their sum. */
  cut: z.array(z.tuple([z.number().int(), z.number().int(), z.number()])),
});
export type SeriesBlocks = z.infer<typeof blocksSchema>;

/** By series; those without a reading are left out. */
export const blockFactsSchema = z.record(z.string(), blocksSchema);

/** Means by number of the block. */
export type BlockMeans = ReadonlyMap<BlockId, number>;

/** The blocks of the readings in [from, to); null without any. */
export function blocksOf(
  { times, values }: Pick<Selection, 'times' | 'values'>,
  { step }: BlockRule,
  { from, to }: Span,
): SeriesBlocks | null {
  if (times.length === 0) return null;
  const [begin, end] = [blockAt(times[0]!), blockAt(times[times.length - 1]!) + 1];
  const sums = new Float64Array(end - begin);
  const counts = new Uint32Array(end - begin);
  for (let i = 0; i < times.length; i++) {
    const at = blockAt(times[i]!) - begin;
    sums[at]! += values[i]!;
    counts[at]! += 1;
  }
  const isCut = (id: BlockId) => id * BLOCK_MICROS < from || (id + 1) * BLOCK_MICROS > to;
  const ids = Array.from(sums, (_, i) => begin + i);
  const cut = ids.filter((id) => isCut(id) && counts[id - begin]! > 0);
  const quantum = step === null ? null : step / PARTS_OF_STEP;
  return {
    first: begin,
    quantum,
    means: written(
      ids.map((id, i) => (isCut(id) || counts[i]! < LEAST_READINGS ? null : sums[i]! / counts[i]!)),
      quantum,
    ),
    cut: cut.map((id) => [id, counts[id - begin]!, sums[id - begin]!]),
  };
}

export const blockAt = (at: Micros): BlockId => Math.floor(at / BLOCK_MICROS);

function written(means: readonly (number | null)[], quantum: number | null): (number | null)[] {
  let before = 0;
  return means.map((mean) => {
    if (mean === null || quantum === null) return mean === null ? null : rounded(mean);
    const whole = Math.round(mean / quantum);
    const difference = whole - before;
    before = whole;
    return difference;
  });
}

const rounded = (mean: number): number => Number(mean.toPrecision(DIGITS));

/** The means of one series over stretches that follow one another. */
export function meansOf(stretches: readonly SeriesBlocks[]): BlockMeans {
  const means = new Map<BlockId, number>();
  const cut = new Map<
    BlockId,
    { readonly count: number; readonly sum: number; readonly quantum: number | null }
  >();
  for (const stretch of stretches) {
    read(stretch, means);
    for (const [id, count, sum] of stretch.cut) {
      const before = cut.get(id);
      const { quantum } = stretch;
      cut.set(id, { count: count + (before?.count ?? 0), sum: sum + (before?.sum ?? 0), quantum });
    }
  }
  for (const [id, { count, sum, quantum }] of cut) {
    if (count < LEAST_READINGS) continue;
    const mean = sum / count;
    means.set(id, quantum === null ? rounded(mean) : Math.round(mean / quantum) * quantum);
  }
  return means;
}

function read({ first, quantum, means }: SeriesBlocks, into: Map<BlockId, number>): void {
  let whole = 0;
  means.forEach((written, i) => {
    if (written === null) return;
    whole += written;
    into.set(first + i, quantum === null ? written : whole * quantum);
  });
}
