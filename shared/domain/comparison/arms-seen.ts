/** What the units of two arms show, by how they are held against each other: what an estimate, an interval and a p are made of. */
import { type Standardized, standardizedGroups, standardizedPairs } from '../../stats/effect-size.ts';
import { type Block, differenceInBlocks, permuteInBlocks } from '../../stats/in-blocks.ts';
import { addToMoments, type Moments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { type Permutation, permuteGroups, permuteSigns } from '../../stats/permutation.ts';
import { rateRatio } from '../../stats/rate-ratio.ts';
import { type TwoSamples, welch } from '../../stats/two-samples.ts';
import { countText } from '../words/count.ts';
import { unitsAgainstText } from '../words/units-against.ts';
import type { CannotCompare, HowCompared, UnitTotal, UnitValue } from './arms-asked.ts';

export interface ArmsSeen {
  readonly units: string;
  /** Of the smaller arm, or pairs. */
  readonly least: number;
  readonly difference: number | null;
  readonly known: TwoSamples | null;
  readonly standardized: Standardized | null;
  readonly sd: number | null;
  /** Dear where units are many: only where it is told. */
  readonly permuted: () => Permutation | null;
  /** Of rates: each unit by its own rate, whatever it was looked at over; null elsewhere. */
  readonly beside: Pick<ArmsSeen, 'difference' | 'known'> | null;
}

export function armsSeen(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  { scale, by }: HowCompared,
): ArmsSeen | CannotCompare {
  const cannot = whyNot(a, b, { scale, by });
  if (cannot !== null) return cannot;
  const totals = totalsOfBoth(a, b, scale);
  const onScale = (one: UnitValue) =>
    scale === 'ratio' ? Math.log(rateOf(one, totals !== null)) : one.value;
  const [ofA, ofB] = [a.map(onScale), b.map(onScale)];
  const groups = () =>
    totals === null ? seenInGroups(ofA, ofB) : seenInRates(totals.a, totals.b, seenInGroups(ofA, ofB));
  const seen =
    by === 'blocks'
      ? seenInBlocks(a, b, onScale)
      : by === 'pairs'
        ? seenInPairs(ofA.map((value, i) => value - ofB[i]!))
        : groups();
  return isRounding(seen, [...ofA, ...ofB]) ? { ...seen, known: null, standardized: null, sd: null } : seen;
}

function whyNot(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  { scale, by }: HowCompared,
): CannotCompare | null {
  const totals = totalsOfBoth(a, b, scale);
  const empty = totals === null ? null : armOfNone(totals.a, totals.b);
  if (empty !== null) return empty;
  // A ratio of totals needs no unit's own logarithm.
  const isByTotals = totals !== null && by === 'units';
  const low =
    scale === 'ratio' && !isByTotals
      ? [...a, ...b].find((one) => !(rateOf(one, totals !== null) > 0))
      : undefined;
  if (low !== undefined) return { code: 'comparison.not-positive', unit: low.unit, value: low.value };
  if (by === 'pairs' && a.length !== b.length)
    return { code: 'comparison.unpaired', units: [a.length, b.length] };
  return null;
}

/** The rate that a logarithm is taken of: half an object is added, so that a unit without one has a logarithm. */
const rateOf = ({ value, total }: UnitValue, isOfTotals: boolean): number =>
  total === undefined || !isOfTotals ? value : (total.count + (total.isCounted ? 0.5 : 0)) / total.exposure;

/** Null where a unit of either arm is no rate, or a difference is asked for. */
function totalsOfBoth(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  scale: HowCompared['scale'],
): { readonly a: readonly UnitTotal[]; readonly b: readonly UnitTotal[] } | null {
  const [ofA, ofB] = [totalsOf(a), totalsOf(b)];
  return scale === 'difference' || ofA === null || ofB === null ? null : { a: ofA, b: ofB };
}

/** Null where a unit is no rate. */
function totalsOf(units: readonly UnitValue[]): UnitTotal[] | null {
  const totals = units.flatMap(({ total }) => total ?? []);
  return units.length > 0 && totals.length === units.length ? totals : null;
}

const sumOf = (totals: readonly UnitTotal[], of: (one: UnitTotal) => number): number =>
  totals.reduce((sum, one) => sum + of(one), 0);

const rateOver = (totals: readonly UnitTotal[]): number =>
  sumOf(totals, ({ count }) => count) / sumOf(totals, ({ exposure }) => exposure);

/** P(nothing) of 5 %. */
const LEVEL = -Math.log(0.05);

/**
 * An arm in which nothing was counted has no ratio to the other, and a bound: the rule of three, as many times wider as units
 * of the other arm scatter more than counting does. Source: J. A. Hanley, A. Lippman-Hand, JAMA 249 (1983) 1743.
 */
function armOfNone(ofA: readonly UnitTotal[], ofB: readonly UnitTotal[]): CannotCompare | null {
  const [countA, countB] = [sumOf(ofA, ({ count }) => count), sumOf(ofB, ({ count }) => count)];
  if (countA > 0 && countB > 0) return null;
  if (countA === 0 && countB === 0) return { code: 'comparison.none-counted' };
  const [empty, other] = countA === 0 ? [ofA, ofB] : [ofB, ofA];
  const arm = countA === 0 ? 'a' : 'b';
  // What was summed, and not counted, has no rule of three.
  if (empty.some(({ isCounted }) => !isCounted)) return { code: 'comparison.zero-arm', arm, bound: null };
  // Held against itself it has its own dispersion.
  const dispersion = Math.max(1, rateRatio(other, other)?.dispersion ?? 1);
  const rateBelow = (LEVEL * dispersion) / sumOf(empty, ({ exposure }) => exposure);
  return { code: 'comparison.zero-arm', arm, bound: { rateBelow, rateOfOther: rateOver(other) } };
}

/** Of numbers of this size, what the arithmetic of doubles leaves where nothing is. */
const ROUNDING = 1e-12;

const isRounding = ({ known }: ArmsSeen, values: readonly number[]): boolean =>
  known !== null && known.se <= ROUNDING * Math.max(...values.filter(Number.isFinite).map(Math.abs));

/** A ratio of means by the totals of units; effect size and permutation are of the rates of units. */
function seenInRates(a: readonly UnitTotal[], b: readonly UnitTotal[], groups: ArmsSeen): ArmsSeen {
  // Of what is summed, and not counted, a unit of none has no logarithm: then each unit by itself is not told.
  const beside = Number.isFinite(groups.difference ?? 0) ? groups : { ...groups, ...NOT_EACH };
  const { standardized, least } = beside;
  const known = least < 2 ? null : (rateRatio(a, b)?.log ?? null);
  return {
    ...beside,
    ...{ difference: Math.log(rateOver(a)) - Math.log(rateOver(b)), known, beside },
    sd: known === null || standardized === null ? null : known.se * standardized.toShift,
  };
}

const NOT_EACH = { difference: null, known: null, standardized: null, permuted: () => null } as const;

function seenInBlocks(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  onScale: (one: UnitValue) => number,
): ArmsSeen {
  const names = [...new Set([...a, ...b].map(({ block = '' }) => block))].sort();
  const within = (arm: readonly UnitValue[], name: string) =>
    arm.filter(({ block = '' }) => block === name).map(onScale);
  const blocks = names.map((name): Block => ({ a: within(a, name), b: within(b, name) }));
  return {
    units: `${unitsAgainstText(a.length, b.length)} in ${countText(names.length, 'block')}`,
    ...{ least: Math.min(a.length, b.length), beside: null },
    ...differenceInBlocks(blocks),
    permuted: () => permuteInBlocks(blocks),
  };
}

function seenInGroups(a: readonly number[], b: readonly number[]): ArmsSeen {
  const [ofA, ofB] = [momentsOf(a), momentsOf(b)];
  const standardized = standardizedGroups(ofA, ofB);
  const difference = a.length === 0 || b.length === 0 ? null : ofA.mean - ofB.mean;
  return {
    units: unitsAgainstText(a.length, b.length),
    ...{ least: Math.min(a.length, b.length), beside: null },
    ...{ difference, known: welch(ofA, ofB), standardized, permuted: () => permuteGroups(a, b) },
    sd: standardized === null ? null : Math.sqrt((ofA.m2 + ofB.m2) / standardized.df),
  };
}

function seenInPairs(differences: readonly number[]): ArmsSeen {
  const moments = momentsOf(differences);
  const { n, mean } = moments;
  const variance = sampleVariance(moments);
  const hasSpread = variance !== null && variance > 0;
  return {
    units: `${countText(n, 'pair')} of units`,
    ...{ least: n, beside: null },
    difference: n === 0 ? null : mean,
    known: hasSpread ? { difference: mean, se: Math.sqrt(variance / n), df: n - 1 } : null,
    standardized: standardizedPairs(moments),
    sd: hasSpread ? Math.sqrt(variance) : null,
    permuted: () => permuteSigns(differences),
  };
}

function momentsOf(values: readonly number[]): Moments {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  return moments;
}
