import type { ExpressionTable } from './tables.ts';

/** A table of probes with their classes. */
export type Panel = ExpressionTable & { readonly classes: readonly string[] };

export const countOf = ({ samples, values }: Panel, row: number, lane: number) =>
  values[row * samples.length + lane]!;

/** By how much the counts of a lane are multiplied. */
export interface LaneFactors {
  readonly sample: string;
  readonly positive: number;
  readonly housekeeping: number;
}
