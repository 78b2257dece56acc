/**
 * Pits of one arm against another by unit totals. Never by slices or pits: these are no replicates, and taken as such they
 * find an effect in 13 to 50 of 100 experiments that have none.
 */
import { rateRatio, type UnitCount } from '../../stats/rate-ratio.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import { type ArmsCompared, compareArms, type UnitValue } from '../comparison/compare-arms.ts';
import { unitsAgainstText } from '../words/units-against.ts';

export interface UnitRate extends UnitCount {
  readonly unit: string;
}

/** A ratio of means: each unit weighs by what was looked at of it. */
export interface RatesCompared {
  readonly estimate: number;
  readonly ci95: readonly [low: number, high: number];
  readonly pValue: number;
  readonly df: number;
  /** How many times as much units scatter as counting would by itself. */
  readonly dispersion: number;
}

export type ArmsByRate =
  | {
      readonly primary: RatesCompared;
      /** A ratio of geometric means of unit rates, beside it: each unit weighs alike (Welch on logarithms). */
      readonly sensitivity: ArmsCompared;
    }
  | {
      readonly primary: null;
      readonly reason: string;
      /** Where one arm counts nothing: its rate is below this, 95 %, one-sided; null elsewhere. */
      readonly bound: { readonly arm: 'a' | 'b'; readonly rateBelow: number } | null;
    };

export function compareRates(a: readonly UnitRate[], b: readonly UnitRate[]): ArmsByRate {
  const [none, bound] = [whyNoRatio(a, b), zeroBound(a, b)];
  const ratio = none === null ? rateRatio(a, b) : null;
  if (ratio === null)
    return { primary: null, reason: none ?? 'units of an arm do not scatter: chance cannot be told', bound };
  const { difference, se, df } = ratio.log;
  const half = studentTQuantile(0.975, df) * se;
  const sensitivity = compareArms(a.map(onRate), b.map(onRate), { scale: 'ratio', by: 'units' });
  if ('code' in sensitivity)
    throw new TypeError(`expected rates above 0, got ${JSON.stringify(sensitivity)}`);
  return {
    primary: {
      estimate: Math.exp(difference),
      ci95: [Math.exp(difference - half), Math.exp(difference + half)],
      pValue: studentTOutside(Math.abs(difference) / se, df),
      ...{ df, dispersion: ratio.dispersion },
    },
    sensitivity,
  };
}

/** Half a pit is added, so that a unit without one has a logarithm. */
const onRate = ({ unit, count, exposure }: UnitRate): UnitValue => ({
  unit,
  value: (count + 0.5) / exposure,
});

const counted = (units: readonly UnitRate[]): number => units.reduce((sum, { count }) => sum + count, 0);

function whyNoRatio(a: readonly UnitRate[], b: readonly UnitRate[]): string | null {
  if (Math.min(a.length, b.length) < 2)
    return `${unitsAgainstText(a.length, b.length)}: how far units of one arm are apart is known from 2 of each on`;
  const [ofA, ofB] = [counted(a), counted(b)];
  if (ofA === 0 && ofB === 0) return 'no pit was counted in either arm: there is no ratio';
  return ofA === 0 || ofB === 0
    ? 'an arm without a pit has no ratio to the other, and a bound instead'
    : null;
}

/** P(nothing) of 5 %. */
const LEVEL = -Math.log(0.05);

/**
 * The rule of three, as many times wider as units of the other arm scatter more than counting does. Source: J. A. Hanley, A.
 * Lippman-Hand, JAMA 249 (1983) 1743.
 */
function zeroBound(
  a: readonly UnitRate[],
  b: readonly UnitRate[],
): { readonly arm: 'a' | 'b'; readonly rateBelow: number } | null {
  const [ofA, ofB] = [counted(a), counted(b)];
  if (a.length === 0 || b.length === 0 || ofA > 0 === ofB > 0) return null;
  const [empty, other] = ofA === 0 ? [a, b] : [b, a];
  const area = empty.reduce((sum, { exposure }) => sum + exposure, 0);
  // Held against itself it has its own dispersion.
  const dispersion = Math.max(1, rateRatio(other, other)?.dispersion ?? 1);
  return { arm: ofA === 0 ? 'a' : 'b', rateBelow: (LEVEL * dispersion) / area };
}
