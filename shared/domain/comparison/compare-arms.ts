/**
 * One arm against another, with the culture unit as the replicate: the one shape of telemetry by phase, of genes by qPCR, of
 * pits and of endpoints. Estimate, interval and p are of one estimand, so that they always point the same way.
 */
import {
  detectableEffect,
  type EffectSize,
  hedgesG,
  type Standardized,
  standardizedGroups,
  standardizedPairs,
} from '../../stats/effect-size.ts';
import { type Block, differenceInBlocks, permuteInBlocks } from '../../stats/in-blocks.ts';
import { addToMoments, type Moments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { type Permutation, permuteGroups, permuteSigns } from '../../stats/permutation.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import { type TwoSamples, welch } from '../../stats/two-samples.ts';
import { countText } from '../words/count.ts';
import { unitsAgainstText } from '../words/units-against.ts';

/** What one unit shows. */
export interface UnitValue {
  readonly unit: string;
  readonly value: number;
  /** What it shares with units of both arms, such as the donor of its cells: where arms are compared within blocks. */
  readonly block?: string;
}

/** Whether arms are told apart by a difference, or by how many times one is the other. */
export type Scale = 'difference' | 'ratio';

/** What is held against what: units of the arms, the units of each pair, or units within blocks. */
export type ComparedBy = 'units' | 'pairs' | 'blocks';

export interface ArmsCompared {
  readonly scale: Scale;
  /** Of a minus b, or of a over b; null where an arm has no unit. */
  readonly estimate: number | null;
  readonly ci95: readonly [low: number, high: number] | null;
  readonly ci95Reason?: string;
  /** Two-sided, that there is no difference. */
  readonly pValue: number | null;
  readonly pValueReason?: string;
  /** Null where there are too many ways to count, or no unit. */
  readonly permutation: Permutation | null;
  readonly hedgesG: EffectSize | null;
  /** The smallest difference (or ratio above 1) that eight of ten such experiments see; null where units do not scatter. */
  readonly minimumDetectable: number | null;
  /** Standard error and its degrees of freedom, on the scale of the logarithm for a ratio. */
  readonly known: Pick<TwoSamples, 'se' | 'df'> | null;
}

/** Why two arms cannot be compared on a scale. */
export type CannotCompare =
  | { readonly code: 'comparison.not-positive'; readonly unit: string; readonly value: number }
  | { readonly code: 'comparison.unpaired'; readonly units: readonly [a: number, b: number] };

export interface HowCompared {
  readonly scale: Scale;
  readonly by: ComparedBy;
}

/**
 * @param a units of the one arm; of paired arms in the order of their partners in b
 */
export function compareArms(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  how: HowCompared,
): ArmsCompared | CannotCompare {
  const seen = seenBy(a, b, how);
  if ('code' in seen) return seen;
  const { scale } = how;
  const back = (value: number) => (scale === 'ratio' ? Math.exp(value) : value);
  return { scale, ...told(seen, back) };
}

/** The p of it alone, for those that are counted and not shown; null where there is none. */
export function pValueOfArms(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  how: HowCompared,
): number | null {
  const seen = seenBy(a, b, how);
  return 'code' in seen || seen.known === null ? null : pValueOf(seen.known);
}

const pValueOf = ({ difference, se, df }: TwoSamples): number =>
  studentTOutside(Math.abs(difference) / se, df);

interface Seen {
  readonly units: string;
  /** Of the smaller arm, or pairs. */
  readonly least: number;
  readonly difference: number | null;
  readonly known: TwoSamples | null;
  readonly standardized: Standardized | null;
  readonly sd: number | null;
  /** Dear where units are many: only where it is told. */
  readonly permuted: () => Permutation | null;
}

function seenBy(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  { scale, by }: HowCompared,
): Seen | CannotCompare {
  const low = scale === 'ratio' ? [...a, ...b].find(({ value }) => !(value > 0)) : undefined;
  if (low !== undefined) return { code: 'comparison.not-positive', unit: low.unit, value: low.value };
  if (by === 'pairs' && a.length !== b.length)
    return { code: 'comparison.unpaired', units: [a.length, b.length] };
  const onScale = ({ value }: UnitValue) => (scale === 'ratio' ? Math.log(value) : value);
  const [ofA, ofB] = [a.map(onScale), b.map(onScale)];
  const seen =
    by === 'blocks'
      ? seenInBlocks(a, b, onScale)
      : by === 'pairs'
        ? seenInPairs(ofA.map((value, i) => value - ofB[i]!))
        : seenInGroups(ofA, ofB);
  return isRounding(seen, [...ofA, ...ofB]) ? { ...seen, known: null, standardized: null, sd: null } : seen;
}

/** Of numbers of this size, what the arithmetic of doubles leaves where nothing is. */
const ROUNDING = 1e-12;

const isRounding = ({ known }: Seen, values: readonly number[]): boolean =>
  known !== null && known.se <= ROUNDING * Math.max(...values.map(Math.abs));

function seenInBlocks(
  a: readonly UnitValue[],
  b: readonly UnitValue[],
  onScale: (one: UnitValue) => number,
): Seen {
  const names = [...new Set([...a, ...b].map(({ block = '' }) => block))].sort();
  const within = (arm: readonly UnitValue[], name: string) =>
    arm.filter(({ block = '' }) => block === name).map(onScale);
  const blocks = names.map((name): Block => ({ a: within(a, name), b: within(b, name) }));
  return {
    units: `${unitsAgainstText(a.length, b.length)} in ${countText(names.length, 'block')}`,
    least: Math.min(a.length, b.length),
    ...differenceInBlocks(blocks),
    permuted: () => permuteInBlocks(blocks),
  };
}

function seenInGroups(a: readonly number[], b: readonly number[]): Seen {
  const [ofA, ofB] = [momentsOf(a), momentsOf(b)];
  const standardized = standardizedGroups(ofA, ofB);
  const difference = a.length === 0 || b.length === 0 ? null : ofA.mean - ofB.mean;
  return {
    units: unitsAgainstText(a.length, b.length),
    least: Math.min(a.length, b.length),
    ...{ difference, known: welch(ofA, ofB), standardized, permuted: () => permuteGroups(a, b) },
    sd: standardized === null ? null : Math.sqrt((ofA.m2 + ofB.m2) / standardized.df),
  };
}

function seenInPairs(differences: readonly number[]): Seen {
  const moments = momentsOf(differences);
  const { n, mean } = moments;
  const variance = sampleVariance(moments);
  const hasSpread = variance !== null && variance > 0;
  return {
    units: `${countText(n, 'pair')} of units`,
    least: n,
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

function told(seen: Seen, back: (value: number) => number): Omit<ArmsCompared, 'scale'> {
  const { difference, known, standardized, sd } = seen;
  const common = {
    estimate: difference === null ? null : back(difference),
    permutation: seen.permuted(),
    hedgesG: standardized === null ? null : hedgesG(standardized),
    minimumDetectable:
      standardized === null || sd === null ? null : back(detectableEffect(standardized) * sd),
  };
  if (known === null) {
    const reason = whyUnknown(seen);
    return { ...common, ci95: null, ci95Reason: reason, pValue: null, pValueReason: reason, known };
  }
  const { se, df } = known;
  const half = studentTQuantile(0.975, df) * se;
  return {
    ...common,
    ci95: [back(known.difference - half), back(known.difference + half)],
    pValue: pValueOf(known),
    known: { se, df },
  };
}

/** One reason, for a missing interval and a missing p. */
const whyUnknown = ({ units, least }: Seen): string =>
  least < 2
    ? `${units}: how far units of one arm are apart is known from 2 of each on`
    : `${units}: those of one arm do not differ, so that chance cannot be told from a difference`;
