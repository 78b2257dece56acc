/** VARIANCE of one series, block by block (docs/design.md#variance). */
import * as z from 'zod';
import { learn, meanOf, surpriseOf } from '../../../stats/ar1-belief.ts';
import { addToCusum, startCusum } from '../../../stats/cusum.ts';
import { mean } from '../../../stats/mean.ts';
import type { BlockId } from './blocks.ts';

const beliefSchema = z.object({
  ...{ a: z.number(), phi: z.number(), aa: z.number(), ap: z.number(), pp: z.number() },
  ...{ variance: z.number(), degrees: z.number() },
});
const cusumSchema = z.object({
  ...{ up: z.number(), down: z.number(), upSince: z.number(), downSince: z.number() },
});

const openSchema = z.object({
  /** 1: it scatters more. */
  sign: z.union([z.literal(1), z.literal(-1)]),
  onset: z.number().int(),
  raised: z.number().int(),
  /** The mean level of the newest blocks before the chart began to rise. */
  before: z.number(),
  /** Of the blocks since the onset. */
  n: z.number().int(),
  sum: z.number(),
  /** Blocks in a row that were back. */
  back: z.number().int(),
});
/** A change of the noise that lasts. */
export type OpenVariance = z.infer<typeof openSchema>;

export const varianceStateSchema = z.object({
  last: z.object({ id: z.number().int(), value: z.number() }),
  /** What levels are counted from: the first. */
  centre: z.number(),
  learnt: z.number().int(),
  belief: beliefSchema,
  cusum: cusumSchema,
  /** The newest blocks and their levels. */
  recent: z.array(z.tuple([z.number().int(), z.number()])),
  open: openSchema.nullable(),
});
export type VarianceState = z.infer<typeof varianceStateSchema>;

/** A change and the first of the blocks that were back, or where its phase ended first. */
export interface ClosedVariance extends OpenVariance {
  readonly closed: BlockId;
  readonly judgedUntil?: 'PHASE';
}

/** Blocks that are learnt from before any is judged. */
export const LEAST_LEARNT = 12;
/** Blocks in a row that must be back for it to be over. */
export const BACK_IN_A_ROW = 6;
/** A block is back within this part of the mean change. */
const BACK = 1 / 2;
/** Half of the shift that is found fastest, in standard deviations (stats: k = 0.5). */
export const SLACK = 0.5;
/** Standard deviation of the logarithm of a block's variance: no smaller one is believed, and so no smaller change is news. */
export const LEAST_SD = 0.2;
/** As how many values the first guess counts. */
const GUESSED_DEGREES = 4;
/** How blocks were found to be correlated, and how far that may be wrong. */
const USUAL_PHI = { value: 0.3, sd: 0.2 } as const;
const UNKNOWN_MEAN = 100;
/** A change that took longer to see is said to begin as many blocks before. */
const MOST_RECENT = 48;
/** A block after a longer gap is judged by the next one. */
const LONGEST_STEP = 12;

/** Before the second block. */
export function startVariance(id: BlockId, level: number): VarianceState {
  const { value: phi, sd } = USUAL_PHI;
  const variance = LEAST_SD ** 2;
  return {
    last: { id, value: 0 },
    ...{ centre: level, learnt: 0 },
    belief: {
      ...{ a: 0, phi, aa: (UNKNOWN_MEAN * (1 - phi)) ** 2, ap: 0, pp: sd ** 2 / variance },
      ...{ variance, degrees: GUESSED_DEGREES },
    },
    ...{ cusum: startCusum(id), recent: [[id, level]], open: null },
  };
}

/**
 * Takes the level of the next block in; a block that was taken in before changes nothing. Changes neither argument.
 *
 * @param threshold of the chart
 */
export function takeBlock(
  before: VarianceState,
  id: BlockId,
  level: number,
  threshold: number,
): { readonly state: VarianceState; readonly closed: ClosedVariance | null } {
  const { last, centre } = before;
  if (id <= last.id) return { state: before, closed: null };
  const value = level - centre;
  if (id - last.id > LONGEST_STEP) return { state: { ...before, last: { id, value } }, closed: null };
  const belief = { ...before.belief };
  const trusted = { ...belief, variance: Math.max(belief.variance, LEAST_SD ** 2) };
  const surprise = surpriseOf(trusted, last.value, value, id - last.id);
  if (before.open !== null) return whileOpen({ ...before, last: { id, value } }, before.open, id, level);
  learn(belief, surprise);
  const learnt = before.learnt + 1;
  const recent = [...before.recent, [id, level] as [number, number]].slice(-MOST_RECENT);
  const state = { ...before, ...{ last: { id, value: surprise.value }, learnt, belief, recent } };
  if (learnt <= LEAST_LEARNT) return { state: { ...state, cusum: startCusum(id) }, closed: null };
  const cusum = { ...before.cusum };
  addToCusum(cusum, surprise.score, SLACK, id);
  const sign = cusum.up > threshold ? 1 : cusum.down > threshold ? -1 : 0;
  const open = sign === 0 ? null : raised(before, sign, sign > 0 ? cusum.upSince : cusum.downSince, recent);
  return { state: { ...state, cusum, open }, closed: null };
}

/** Where the levels since the chart was 0 last changed most likely: before it the old level holds, from it on a new one. */
function raised(
  before: VarianceState,
  sign: 1 | -1,
  since: BlockId,
  recent: VarianceState['recent'],
): OpenVariance {
  const earlier = recent.filter(([id]) => id <= since).map(([, level]) => level);
  // What is believed has learnt from the first blocks of the change.
  const old = mean(Float64Array.from(earlier)) ?? levelBelieved(before);
  const run = recent.filter(([id]) => id > since);
  const best = { onset: run[0]![0], n: 0, sum: 0, gain: Number.NEGATIVE_INFINITY };
  let [n, sum] = [0, 0];
  for (const [onset, level] of run.toReversed()) {
    n += 1;
    sum += level;
    const away = sign * (sum - n * old);
    const gain = (Math.sign(away) * (away * away)) / n;
    if (gain > best.gain) Object.assign(best, { onset, n, sum, gain });
  }
  const { onset } = best;
  return {
    ...{ sign, onset, raised: run.at(-1)![0], before: old },
    ...{ n: best.n, sum: best.sum, back: 0 },
  };
}

/** Nothing is learnt of it. */
function whileOpen(
  state: VarianceState,
  open: OpenVariance,
  id: BlockId,
  level: number,
): { readonly state: VarianceState; readonly closed: ClosedVariance | null } {
  const change = open.sum / open.n - open.before;
  const isBack = open.sign * (level - open.before) <= open.sign * change * BACK;
  const back = isBack ? open.back + 1 : 0;
  if (back < BACK_IN_A_ROW) {
    const next = isBack ? { ...open, back } : { ...open, n: open.n + 1, sum: open.sum + level, back };
    return { state: { ...state, open: next }, closed: null };
  }
  const begun = { cusum: startCusum(id), recent: [], open: null };
  return { state: { ...state, ...begun }, closed: { ...open, closed: id - BACK_IN_A_ROW + 1 } };
}

/** The logarithm of the variance that is believed. */
export function levelBelieved({ belief, centre }: VarianceState): number {
  return centre + meanOf(belief);
}

/** How many times the scatter, as a standard deviation, is what it was. */
export function factorOf({ n, sum, before }: OpenVariance): number {
  return Math.exp((sum / n - before) / 2);
}
