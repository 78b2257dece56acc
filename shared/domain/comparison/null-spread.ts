/**
 * How far units of rehearsals are apart, which no gravity moved: ground against ground (A/A). What a comparison of arms shows
 * has to stand out from it.
 */
import { addToMoments, type Moments, startMoments } from '../../stats/moments.ts';
import { countText } from '../words/count.ts';

/** An arm of one rehearsal, by what its units show of one endpoint. */
export interface NullArm {
  readonly experiment: string;
  readonly arm: string;
  readonly values: readonly number[];
}

export interface NullSpread {
  readonly runs: number;
  readonly units: number;
  /** Standard deviation of units of one arm; null where no arm has two. */
  readonly unitSd: number | null;
  /** Of the means of arms of one run, and of the means of runs, each less each other: what differs where nothing should. */
  readonly differences: readonly {
    readonly between: 'arms' | 'runs';
    readonly of: string;
    readonly value: number;
  }[];
  /** The largest of them, on either side; null where there is none. */
  readonly largest: number | null;
  readonly sentence: string;
}

/** @param arms of rehearsals, with values on the scale of the difference: of a ratio, logarithms */
export function nullSpread(arms: readonly NullArm[]): NullSpread {
  const whole = arms.filter(({ values }) => values.length > 0);
  const moments = whole.map((one) => ({ ...one, moments: momentsOf(one.values) }));
  const runs = [...Map.groupBy(moments, ({ experiment }) => experiment)];
  const differences = [
    ...runs.flatMap(([experiment, all]) =>
      pairsOf(all).map(([one, other]) => ({
        ...{ between: 'arms' as const, of: `${one.arm} and ${other.arm} of ${experiment}` },
        value: one.moments.mean - other.moments.mean,
      })),
    ),
    ...pairsOf(runs).map(([[one, ofOne], [other, ofOther]]) => ({
      ...{ between: 'runs' as const, of: `${one} and ${other}` },
      value: meanOf(ofOne) - meanOf(ofOther),
    })),
  ];
  const df = moments.reduce((sum, one) => sum + one.moments.n - 1, 0);
  const m2 = moments.reduce((sum, one) => sum + one.moments.m2, 0);
  const units = moments.reduce((sum, one) => sum + one.moments.n, 0);
  const largest =
    differences.length === 0 ? null : Math.max(...differences.map(({ value }) => Math.abs(value)));
  return {
    ...{ runs: runs.length, units, unitSd: df < 1 ? null : Math.sqrt(m2 / df), differences, largest },
    sentence: sentenceOf(runs.length, units, differences),
  };
}

function sentenceOf(runs: number, units: number, differences: NullSpread['differences']): string {
  if (units === 0) return 'no unit of a rehearsal has a value of it: nothing was looked at';
  const seen = `${countText(units, 'unit')} of ${countText(runs, 'rehearsal')}`;
  if (differences.length === 0)
    return `${seen} in one arm: nothing is told of arms or runs that should not differ`;
  const has = (kind: 'arms' | 'runs') => differences.some(({ between }) => between === kind);
  const between = !has('runs')
    ? 'arms that should not differ; between runs nothing is known'
    : has('arms')
      ? 'arms and runs that should not differ'
      : 'runs that should not differ; between arms of a run nothing is known';
  return `${seen}: ${countText(differences.length, 'difference')} of ${between}`;
}

function momentsOf(values: readonly number[]): Moments {
  const moments = startMoments();
  for (const value of values) addToMoments(moments, value);
  return moments;
}

/** Of all units of a run. */
function meanOf(arms: readonly { readonly values: readonly number[] }[]): number {
  return momentsOf(arms.flatMap(({ values }) => values)).mean;
}

function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, i) => all.slice(i + 1).map((other): [T, T] => [one, other]));
}
