import { mergeMoments } from '../../stats/moments.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { isBeyond } from './beyond.ts';
import type { ChannelPairs } from './channel-pairs.ts';
import { type BlockRule, environmentBlocks, type MedianBlock, MedianBlocksInParts } from './median-blocks.ts';
import type { PairFilter } from './pair-filter.ts';

/** The paired differences of a stretch of time, held against a channel's margin. Stretches can be laid end to end. */
export interface Differences {
  /** Pairs that count. */
  readonly n: number;
  /** Of them; null where none counts. */
  readonly mean: number | null;
  /** Blocks that hold enough of them to have a median (`environmentBlocks`). */
  readonly blocks: number;
  /** Blocks whose median is beyond the margin, on either side. */
  readonly beyond: number;
  /** The first excursion, the last, the longest and the one of the greatest dose; null where there is none. */
  readonly head: Excursion | null;
  readonly tail: Excursion | null;
  readonly longest: Excursion | null;
  readonly heaviest: Excursion | null;
}

/** Blocks beyond the margin on one side, of which at most one between two is not. */
export interface Excursion {
  /** Where its first block begins. */
  readonly from: Micros;
  /** Where its last block ends. */
  readonly to: Micros;
  readonly sign: 1 | -1;
  /** The median farthest from 0. */
  readonly worst: number;
  /** What lies beyond the margin, added up over time: the channel's unit times seconds. */
  readonly dose: number;
}

export const NO_DIFFERENCES: Differences = {
  ...{ n: 0, mean: null, blocks: 0, beyond: 0 },
  ...{ head: null, tail: null, longest: null, heaviest: null },
};

/**
 * Of pairs that come part by part, in order of time: equal to the last bit to those of all at once. A median at the margin
 * is not beyond it.
 */
export class DifferencesInParts {
  readonly #margin: number;
  readonly #rule: BlockRule;
  readonly #blocks: MedianBlocksInParts;
  #n = 0;
  #mean = 0;

  constructor(margin: number, periodSeconds: Seconds) {
    this.#margin = margin;
    this.#rule = environmentBlocks(periodSeconds);
    this.#blocks = new MedianBlocksInParts(this.#rule);
  }

  add(pairs: ChannelPairs, counts: PairFilter): void {
    let [n, mean] = [this.#n, this.#mean];
    for (let i = 0; i < pairs.flight.length; i++) {
      if (!counts(pairs, i)) continue;
      n += 1;
      mean += (pairs.flight[i]! - pairs.ground[i]! - mean) / n;
    }
    [this.#n, this.#mean] = [n, mean];
    this.#blocks.add(pairs, counts);
  }

  finish(): Differences {
    if (this.#n === 0) return NO_DIFFERENCES;
    const blocks = this.#blocks.finish();
    const beyond = blocks.filter((block) => isBeyond(block.median, this.#margin));
    const excursions = excursionsOf(beyond, this.#margin, this.#rule.length);
    return {
      ...{ n: this.#n, mean: this.#mean, blocks: blocks.length, beyond: beyond.length },
      head: excursions[0] ?? null,
      tail: excursions.at(-1) ?? null,
      longest: excursions.reduce(longer, null),
      heaviest: excursions.reduce(heavier, null),
    };
  }
}

/** Those of two adjacent stretches, in order of time, as of one. */
export function joinDifferences(a: Differences, b: Differences, periodSeconds: Seconds): Differences {
  const { length } = environmentBlocks(periodSeconds);
  const joint = joinedExcursion(a.tail, b.head, length);
  const { n, mean } = mergeMoments(momentsOf(a), momentsOf(b));
  // What two excursions are the parts of stands for both.
  const firstIsJoint = joint !== null && a.head?.from === a.tail?.from;
  const lastIsJoint = joint !== null && b.tail?.from === b.head?.from;
  return {
    n,
    mean: n === 0 ? null : mean,
    blocks: a.blocks + b.blocks,
    beyond: a.beyond + b.beyond,
    head: firstIsJoint ? joint : (a.head ?? b.head),
    tail: lastIsJoint ? joint : (b.tail ?? a.tail),
    longest: longer(longer(a.longest, joint), b.longest),
    heaviest: heavier(heavier(a.heaviest, joint), b.heaviest),
  };
}

export function secondsOf({ from, to }: Excursion): Seconds {
  return (to - from) / MICROS_PER_SECOND;
}

const momentsOf = ({ n, mean }: Differences) => ({ n, mean: mean ?? 0, m2: 0 });

function excursionsOf(beyond: readonly MedianBlock[], margin: number, length: Micros): Excursion[] {
  const excursions: Excursion[] = [];
  for (const { start, median } of beyond) {
    const alone = excursionOf(start, median, margin, length);
    const joint = joinedExcursion(excursions.at(-1) ?? null, alone, length);
    if (joint === null) excursions.push(alone);
    else excursions[excursions.length - 1] = joint;
  }
  return excursions;
}

function excursionOf(start: Micros, median: number, margin: number, length: Micros): Excursion {
  return {
    from: start,
    to: start + length,
    sign: median > 0 ? 1 : -1,
    worst: median,
    dose: (Math.abs(median) - margin) * (length / MICROS_PER_SECOND),
  };
}

/** One excursion of two in order of time; null where they are on different sides or farther apart than a block. */
function joinedExcursion(a: Excursion | null, b: Excursion | null, block: Micros): Excursion | null {
  if (a === null || b === null || a.sign !== b.sign || b.from - a.to > block) return null;
  const worst = Math.abs(b.worst) > Math.abs(a.worst) ? b.worst : a.worst;
  return { from: a.from, to: b.to, sign: a.sign, worst, dose: a.dose + b.dose };
}

/** The longer one, of equally long ones the earlier; likewise the heavier. */
const longer = (a: Excursion | null, b: Excursion | null): Excursion | null => greater(a, b, secondsOf);
const heavier = (a: Excursion | null, b: Excursion | null): Excursion | null =>
  greater(a, b, ({ dose }) => dose);

function greater(
  a: Excursion | null,
  b: Excursion | null,
  size: (excursion: Excursion) => number,
): Excursion | null {
  if (a === null || b === null) return a ?? b;
  return size(b) > size(a) ? b : a;
}
