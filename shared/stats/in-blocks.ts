/**
 * Two groups whose values stand in blocks (cells of one donor, one cage, one day): the difference within blocks, so that what
 * is a block's own is in neither the estimate nor its error.
 */

import { choicesOutside, groupsOutside, halvedGroups, sumsOfChoices, sumsOfGroups } from './count-ways.ts';
import type { Standardized } from './effect-size.ts';
import { addToMoments, type Moments, startMoments } from './moments.ts';
import { MOST_WAYS, type Permutation, ROUNDING, scaleOf, waysOf } from './permutation.ts';
import type { TwoSamples } from './two-samples.ts';

export interface Block {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** How many values of either group a block has. */
export interface BlockSize {
  readonly a: number;
  readonly b: number;
}

export interface InBlocks {
  /** Of a minus b; null where no block has values of both. */
  readonly difference: number | null;
  /** Null where nothing is left to tell how far values of a block are apart. */
  readonly known: TwoSamples | null;
  readonly standardized: Standardized | null;
  /** Standard deviation within blocks; null where that is. */
  readonly sd: number | null;
}

/**
 * By least squares of the model group + block, without an interaction. Of one value each in every block it is the paired t
 * test. Source: H. Scheffé, "The Analysis of Variance" (1959), 4.1 and 4.4.
 */
export function differenceInBlocks(blocks: readonly Block[]): InBlocks {
  const moments = blocks.map(({ a, b }) => ({ a: momentsOf(a), b: momentsOf(b) }));
  const sizes = moments.map(({ a, b }): BlockSize => ({ a: a.n, b: b.n }));
  const weights = sizes.map(weightOf);
  const weight = sumOf(weights);
  if (weight === 0) return { difference: null, known: null, standardized: null, sd: null };
  const apart = moments.map(({ a, b }) => a.mean - b.mean);
  const difference = sumOf(weights.map((one, i) => (one === 0 ? 0 : one * apart[i]!))) / weight;
  const left = moments.map(({ a, b }, i) => {
    const between = weights[i] === 0 ? 0 : weights[i]! * (apart[i]! - difference) ** 2;
    return a.m2 + b.m2 + between;
  });
  const df = dfOf(sizes);
  const sd = Math.sqrt(sumOf(left) / df);
  if (df < 1 || !(sd > 0)) return { difference, known: null, standardized: null, sd: null };
  return {
    difference,
    known: { difference, se: sd / Math.sqrt(weight), df },
    standardized: { d: difference / sd, df, toShift: Math.sqrt(weight) },
    sd,
  };
}

/**
 * What blocks of these sizes leave to tell a difference by, whatever their values are: degrees of freedom, and standard errors
 * in a standard deviation within blocks. One block is two plain groups. Null where no block has values of both, or nothing is
 * left to tell how far values are apart.
 */
export function freedomInBlocks(sizes: readonly BlockSize[]): Pick<Standardized, 'df' | 'toShift'> | null {
  const weight = sumOf(sizes.map(weightOf));
  const df = dfOf(sizes);
  return weight === 0 || df < 1 ? null : { df, toShift: Math.sqrt(weight) };
}

/** The smallest p on both sides that values in blocks of these sizes can show by permutation; null where no block has both. */
export function smallestInBlocks(sizes: readonly BlockSize[]): number | null {
  const both = sizes.filter(({ a, b }) => a > 0 && b > 0);
  return both.length === 0 ? null : smallestOf(both, waysIn(both));
}

/**
 * Over every division within the blocks that leaves each its numbers of both. Null where there are more than three million,
 * or no block has values of both. Source: R. A. Fisher, "The Design of Experiments" (1935), 21.
 */
export function permuteInBlocks(blocks: readonly Block[]): Permutation | null {
  const both = blocks.filter(({ a, b }) => a.length > 0 && b.length > 0);
  const sizes = both.map(({ a, b }): BlockSize => ({ a: a.length, b: b.length }));
  const ways = waysIn(sizes);
  if (both.length === 0 || ways > MOST_WAYS) return null;
  const all = both.flatMap(({ a, b }) => [...a, ...b]);
  const seen = Math.abs(sumOf(both.map(({ a, b }) => apartBy(a, b, sumOf(a)))));
  const least = seen - ROUNDING * (seen + scaleOf(all));
  const asFar = waysAsFar(both, least);
  return { pValue: asFar / ways, smallestAttainable: smallestOf(sizes, ways) };
}

/** A block of more divisions than this is counted by halves, for each division of the others. */
const MOST_LISTED = 5000;

function waysAsFar(blocks: readonly Block[], least: number): number {
  const waysOfBlock = ({ a, b }: Block) => waysOf(a.length + b.length, a.length);
  const [largest, ...others] = blocks.toSorted((one, other) => waysOfBlock(other) - waysOfBlock(one));
  if (largest === undefined || waysOfBlock(largest) <= MOST_LISTED)
    return choicesOutside(blocks.map(choicesIn), { low: -least, high: least });
  const { a, b } = largest;
  const groups = halvedGroups([...a, ...b], a.length);
  // A block's part of the difference is the sum of its group, and what is the same of every group.
  const none = apartBy(a, b, 0);
  return sumsOfChoices(others.map(choicesIn)).reduce((count, rest) => {
    const bounds = { low: -least - rest - none, high: least - rest - none };
    return count + groupsOutside(groups, bounds);
  }, 0);
}

/** What each division of a block adds to the weighted difference. */
function choicesIn({ a, b }: Block): number[] {
  return sumsOfGroups([...a, ...b], a.length).map((sum) => apartBy(a, b, sum));
}

const waysIn = (sizes: readonly BlockSize[]): number =>
  sizes.reduce((product, { a, b }) => product * waysOf(a + b, a), 1);

/** Where each block has as many of both, every division has its mirror, that is as far. */
const smallestOf = (sizes: readonly BlockSize[], ways: number): number =>
  Math.min(1, (sizes.every(({ a, b }) => a === b) ? 2 : 1) / ways);

/** The weighted difference of a block of which one group has this sum. */
function apartBy(a: readonly number[], b: readonly number[], sum: number): number {
  const total = sumOf(a) + sumOf(b);
  const weight = (a.length * b.length) / (a.length + b.length);
  return weight * (sum / a.length - (total - sum) / b.length);
}

const weightOf = ({ a, b }: BlockSize): number => (a === 0 || b === 0 ? 0 : (a * b) / (a + b));

const dfOf = (sizes: readonly BlockSize[]): number =>
  sumOf(sizes.map(({ a, b }) => Math.max(0, a + b - 1))) - 1;

function momentsOf(values: readonly number[]): Moments {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  return moments;
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
