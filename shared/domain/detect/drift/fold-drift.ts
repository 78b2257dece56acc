/** SHIFT and DRIFT of one residual, block by block (docs/drift.md). */
import {
  type Ar1Belief,
  learn,
  longRunDeviation,
  marginalDeviation,
  meanOf,
  surpriseOf,
} from '../../../stats/ar1-belief.ts';
import { addToCusum, startCusum } from '../../../stats/cusum.ts';
import { BLOCKS_PER_DAY, BLOCKS_PER_MEDIAN, type BlockId, type ResidualBlock } from './block.ts';
import { crossingOf } from './forecast.ts';
import { addToMedians, type SixHours } from './medians.ts';
import { beliefOf, COLD, isQuiet, type KnownNoise, stirred, warmer } from './noise.ts';
import { addToRun, courseOf, startRun } from './run.ts';
import { copyOf, type DriftState, type OpenDrift } from './state.ts';
import { type ChartThresholds, FAST, SLOW } from './thresholds.ts';
import { wanderedBy } from './wander.ts';

/** What one residual is judged by. */
export interface DriftRule {
  readonly thresholds: ChartThresholds;
  readonly noise: KnownNoise;
  /** Of what the resolution of its readings rounds away. */
  readonly leastSd: number;
  /** The block in which its phase ends; null where that is not planned. */
  readonly end: BlockId | null;
  /** False: its reference cannot keep the budget of false pages, so that it is shown and pages nobody. */
  readonly canPage: boolean;
}

/** A drift and the block in which the mean was back. */
export interface ClosedDrift extends OpenDrift {
  readonly closed: BlockId;
}

/** A block after a longer gap is judged by the next one, not by the last before it. */
const LONGEST_STEP = BLOCKS_PER_MEDIAN;
/** It is over after so many medians of six hours in a row within this part of the worst of them. */
export const BACK_IN_A_ROW = 3;
const BACK = 1 / 3;

/**
 * Takes the next blocks in, ascending. A block that was taken in before, or without a residual, changes nothing: data that
 * come twice, gaps, and a clock that goes backwards raise no alarm.
 *
 * @returns the state after the last block, whose `open` may still last, and what closed on the way. Changes no argument.
 */
export function foldDrift(
  before: DriftState,
  blocks: Iterable<ResidualBlock>,
  rule: DriftRule,
): { readonly state: DriftState; readonly closed: ClosedDrift[] } {
  const state = copyOf(before);
  const closed: ClosedDrift[] = [];
  for (const block of blocks) {
    const over = takeBlock(state, block, rule);
    if (over !== null) closed.push(over);
  }
  return { state, closed };
}

/** The same of one block, in place: a new state a block would cost more than the arithmetic. */
export function takeBlock(state: DriftState, block: ResidualBlock, rule: DriftRule): ClosedDrift | null {
  if (!Number.isFinite(block.residual) || (state.last !== null && block.id <= state.last.id)) return null;
  const ended = addToMedians(state.medians, block.id, block.residual);
  const drift = ended === null ? null : closing(state, ended);
  judge(state, block, rule);
  return drift === null ? null : { ...drift, closed: block.id };
}

function judge(state: DriftState, block: ResidualBlock, rule: DriftRule): void {
  const { id, residual } = block;
  const { last } = state;
  if (last === null) begin(state, block, rule);
  const value = residual - state.centre;
  state.last = { id, value };
  if (last === null || id - last.id > LONGEST_STEP) return;
  if (state.belief === null) {
    if (id === last.id + 1) state.warmUp = warmer(state.warmUp, value - last.value);
    state.belief = beliefOf(rule.noise, state.warmUp, rule.leastSd);
    return;
  }
  if (hasStirred(state, id === last.id + 1 ? value - last.value : 0, rule)) {
    state.warmUp = COLD;
    begin(state, block, rule);
    return;
  }
  const surprise = surpriseOf(state.belief, last.value, value, id - last.id);
  // A wild value must not make the next one look as wild, and teach what φ is.
  state.last = { id, value: surprise.value };
  if (state.open === null) {
    if (!isRising(state, rule.thresholds)) learn(state.belief, surprise);
    state.wander = wanderedBy(state.wander, id, surprise.score);
  }
  addToCusum(state.slow, surprise.score, SLOW, id);
  addToCusum(state.fast, surprise.score, FAST, id);
  follow(state, state.belief, id, value);
  state.open ??= raised(state, id, rule.thresholds);
  if (state.open !== null) foresee(state, state.open, state.belief, block, rule);
}

/** Whether what was judged as coarse has begun to scatter, so that its noise is learnt after all. */
function hasStirred(state: DriftState, difference: number, { noise, leastSd }: DriftRule): boolean {
  if (noise.sd !== undefined || !isQuiet(noise, state.warmUp, leastSd)) return false;
  state.warmUp = stirred(state.warmUp, difference, leastSd);
  return state.open === null && !isQuiet(noise, state.warmUp, leastSd);
}

/**
 * A chart that has gone so far has more likely seen a drift than noise, which would be learnt as slower noise. At 0.5 a
 * strong early drift is seen an hour sooner still, and noise of φ 0.8 takes three times the budget.
 */
const RISING = 0.7;

function isRising({ slow, fast }: DriftState, { slow: h, fast: k }: ChartThresholds): boolean {
  return Math.max(slow.up, slow.down) > RISING * h || Math.max(fast.up, fast.down) > RISING * k;
}

function begin(state: DriftState, { id, residual }: ResidualBlock, { noise, leastSd }: DriftRule): void {
  state.centre = noise.mean ?? residual;
  state.belief = beliefOf(noise, state.warmUp, leastSd);
  restart(state, id, 0);
}

function restart(state: DriftState, at: BlockId, base: number): void {
  state.slow = startCusum(at);
  state.fast = startCusum(at);
  state.up = startRun(at, base);
  state.down = startRun(at, base);
}

/** What went the other way meanwhile is not over. */
function restartSide(state: DriftState, sign: 1 | -1, at: BlockId, base: number): void {
  const side = sign > 0 ? { up: 0, upSince: at } : { down: 0, downSince: at };
  Object.assign(state.slow, side);
  Object.assign(state.fast, side);
  if (sign > 0) state.up = startRun(at, base);
  else state.down = startRun(at, base);
}

/** A run begins anew with its side of the slow chart, but that of a drift while it lasts. */
function follow(state: DriftState, belief: Ar1Belief, id: BlockId, value: number): void {
  const { slow, open } = state;
  const base = meanOf(belief);
  if (open?.sign !== 1 && slow.upSince === id) state.up = startRun(id, base);
  else addToRun(state.up, (id - state.up.start) / BLOCKS_PER_DAY, value - state.up.base);
  if (open?.sign !== -1 && slow.downSince === id) state.down = startRun(id, base);
  else addToRun(state.down, (id - state.down.start) / BLOCKS_PER_DAY, state.down.base - value);
}

function raised({ slow, fast }: DriftState, id: BlockId, { slow: h, fast: k }: ChartThresholds) {
  const began = (sign: 1 | -1, onset: BlockId): OpenDrift => ({
    ...{ sign, onset, raised: id, isGrowing: false, strength: 0, reach: 0 },
    ...{ peak: 0, peakAt: id, worst: 0, crossing: null, paged: null, back: 0 },
  });
  if (slow.up > h) return began(1, slow.upSince);
  if (slow.down > h) return began(-1, slow.downSince);
  if (fast.up > k) return began(1, fast.upSince);
  return fast.down > k ? began(-1, fast.downSince) : null;
}

/** Deviations from which on a block is no noise, and no ramp that anybody waits for: three times what a chart counts. */
const WILD = 12;

function foresee(
  state: DriftState,
  open: OpenDrift,
  belief: Ar1Belief,
  block: ResidualBlock,
  { end, canPage }: DriftRule,
): void {
  const run = open.sign > 0 ? state.up : state.down;
  open.strength = open.sign > 0 ? state.slow.up : state.slow.down;
  if (run.n === 0) return;
  const noise = longRunDeviation(belief);
  const departure = open.sign * (block.residual - state.centre - run.base);
  if (departure > WILD * marginalDeviation(belief)) open.reach = Math.max(open.reach, departure);
  if (departure > open.peak) Object.assign(open, { peak: departure, peakAt: block.id });
  const course = courseOf(run, SLOW * noise, noise);
  const base = state.centre + run.base;
  const bound = open.sign > 0 ? block.above - base : base - block.below;
  open.isGrowing = course.isGrowing;
  open.crossing = crossingOf(run, course, bound, block.id);
  const isInTime = open.crossing !== null && (end === null || open.crossing.soonest < end);
  if (canPage && isInTime) open.paged ??= block.id;
}

/** The drift, where the six hours that ended are the last that it takes to be over; then its side begins anew. */
function closing(state: DriftState, { median }: SixHours): OpenDrift | null {
  const { open } = state;
  if (open === null) return null;
  const run = open.sign > 0 ? state.up : state.down;
  const level = open.sign * (median - state.centre - run.base);
  open.worst = Math.max(open.worst, level);
  open.back = level <= open.worst * BACK ? open.back + 1 : 0;
  if (open.back < BACK_IN_A_ROW) return null;
  state.open = null;
  restartSide(state, open.sign, state.last?.id ?? run.start, run.base);
  return open;
}
