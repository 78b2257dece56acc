/**
 * How a series scatters from reading to reading, block by block: the logarithm of half the variance of its differences, which
 * a slow change of the mean leaves alone. Whatever stretches the samples are cut into, a block says the same.
 */
import * as z from 'zod';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros, Seconds } from '../../time.ts';

export const MICROS_PER_HOUR = 3_600_000_000;
/** A block holds as many readings at least, if all come. */
export const LEAST_READINGS = 30;
/** Parts of a day, so that no day cuts a block. */
const BLOCK_HOURS = [1, 2, 3, 4, 6] as const;
/** Blocks since 1970. */
export type BlockId = number;

/** Length of the blocks that a series is judged by; null where it is read too seldom for any. */
export function blockHours(periodSeconds: Seconds): number | null {
  return BLOCK_HOURS.find((hours) => (hours * 3600) / periodSeconds >= LEAST_READINGS) ?? null;
}

/** Readings further apart than as many periods are not neighbours. */
const LONGEST_INTERVAL_PERIODS = 1.5;
/** Levels are kept to so many digits behind the point: a ten-thousandth of the variance. */
const DIGITS = 4;

const readingSchema = z.object({ at: z.number(), value: z.number() });
/** What is known of a block, or of a part of it. */
export const blockPartSchema = z.object({
  id: z.number().int(),
  n: z.number().int(),
  sum: z.number(),
  squares: z.number(),
  /** The two largest differences: a spike, or a step, is no noise. */
  largest: z.tuple([z.number(), z.number()]),
  first: readingSchema,
  last: readingSchema,
});
export type BlockPart = z.infer<typeof blockPartSchema>;

export const blocksSchema = z.object({
  /** Of whole blocks: number and level. */
  levels: z.array(z.tuple([z.number().int(), z.number()])),
  /** Of blocks that the stretch cuts: what the next stretch may add to. */
  cut: z.array(blockPartSchema),
});
export type Blocks = z.infer<typeof blocksSchema>;

export interface BlockRule {
  /** How finely the series is read, in its unit. */
  readonly step: number;
  readonly periodSeconds: Seconds;
}

export function blockMicrosOf({ periodSeconds }: Pick<BlockRule, 'periodSeconds'>): Micros {
  const hours = blockHours(periodSeconds);
  if (hours === null)
    throw new RangeError(`no block holds ${LEAST_READINGS} readings of a period of ${periodSeconds} s`);
  return hours * MICROS_PER_HOUR;
}

/** The blocks of the readings in [from, to), without those that `isJudged` leaves out. */
export function blocksOf(
  { times, values }: { readonly times: Float64Array; readonly values: Float64Array },
  rule: BlockRule,
  { from, to }: { readonly from: Micros; readonly to: Micros },
  isJudged: (id: BlockId) => boolean,
): Blocks {
  const length = blockMicrosOf(rule);
  const blocks: Blocks = { levels: [], cut: [] };
  for (let begin = 0; begin < times.length; ) {
    const id = Math.floor(times[begin]! / length);
    let end = begin + 1;
    while (end < times.length && times[end]! < (id + 1) * length) end += 1;
    if (isJudged(id)) {
      const part = partOf({ times, values }, id, begin, end, rule);
      if (id * length < from || (id + 1) * length > to) blocks.cut.push(part);
      else {
        const level = levelOf(part, rule);
        if (level !== null) blocks.levels.push([id, level]);
      }
    }
    begin = end;
  }
  return blocks;
}

function partOf(
  { times, values }: { readonly times: Float64Array; readonly values: Float64Array },
  id: BlockId,
  begin: number,
  end: number,
  rule: BlockRule,
): BlockPart {
  const at = (i: number) => ({ at: times[i]!, value: values[i]! });
  const part: BlockPart = {
    ...{ id, n: 0, sum: 0, squares: 0, largest: [0, 0] },
    ...{ first: at(begin), last: at(end - 1) },
  };
  const longest = longestInterval(rule);
  for (let i = begin + 1; i < end; i++)
    if (times[i]! - times[i - 1]! <= longest) add(part, values[i]! - values[i - 1]!);
  return part;
}

const longestInterval = ({ periodSeconds }: BlockRule): Micros =>
  LONGEST_INTERVAL_PERIODS * microsOf(periodSeconds);

/** Changes `part`. */
function add(part: BlockPart, difference: number): void {
  part.n += 1;
  part.sum += difference;
  part.squares += difference * difference;
  const [first, second] = part.largest;
  if (Math.abs(difference) > Math.abs(first)) part.largest = [difference, first];
  else if (Math.abs(difference) > Math.abs(second)) part.largest = [first, difference];
}

/** Both parts of one block, the earlier first. */
export function joinedParts(a: BlockPart, b: BlockPart, rule: BlockRule): BlockPart {
  const [one = 0, two = 0] = [...a.largest, ...b.largest].sort((x, y) => Math.abs(y) - Math.abs(x));
  const part: BlockPart = {
    ...{ id: a.id, n: a.n + b.n, sum: a.sum + b.sum, squares: a.squares + b.squares },
    ...{ largest: [one, two], first: a.first, last: b.last },
  };
  if (b.first.at - a.last.at <= longestInterval(rule)) add(part, b.first.value - a.last.value);
  return part;
}

/**
 * The logarithm of the variance that the block shows, as of one reading. Null where too few differences came, or none
 * changed: that is for STUCK to tell. Below what rounding alone can make nothing is told apart.
 */
export function levelOf(
  { n, sum, squares, largest }: BlockPart,
  { step, periodSeconds }: BlockRule,
): number | null {
  const promised = blockMicrosOf({ periodSeconds }) / microsOf(periodSeconds);
  if (n < promised / 2 || squares === 0) return null;
  const [first, second] = largest;
  const kept = n - 2;
  const slope = (sum - first - second) / kept;
  const spread = (squares - first * first - second * second) / kept - slope * slope;
  const variance = Math.max(spread / shareLeft(n) / 2, leastVariance(step));
  return Number(Math.log(variance).toFixed(DIGITS));
}

const EULER = 0.577_215_664_9;

/**
 * What is left of the mean of n squares of normal noise without the two largest. The largest is expected at
 * 2 ln n − ln ln n − ln π + 2γ, the second 2 below (the limit law of maxima: Embrechts, Klüppelberg, Mikosch, Modelling
 * Extremal Events (1997), table 3.4.4, of a gamma law with shape 1/2).
 */
function shareLeft(n: number): number {
  const largest = 2 * Math.log(n) - Math.log(Math.log(n)) - Math.log(Math.PI) + 2 * EULER;
  return (n - 2 * largest + 2) / (n - 2);
}

/** What rounding makes at most of a signal that is quieter than its resolution. */
export const leastVariance = (step: number): number => (step * step) / 4;
