/** What so many units can show, told before any of them has flown. */
import { detectableEffect } from '../../stats/effect-size.ts';
import { type BlockSize, freedomInBlocks, smallestInBlocks } from '../../stats/in-blocks.ts';
import { studentTOutside, studentTQuantile } from '../../stats/student-t.ts';
import type { ComparedBy, Scale } from './arms-asked.ts';

/** How far units of one arm are apart: of the natural logarithm for a ratio, else in the unit of what is measured. */
export interface UnitSpread {
  readonly scale: Scale;
  readonly sd: number;
}

/** Units to come: of two arms one block, of pairs a block of one against one each, else by the donors that arms share. */
export interface PlannedUnits {
  readonly by: ComparedBy;
  readonly blocks: readonly BlockSize[];
}

export interface UnitsPlan {
  readonly units: { readonly a: number; readonly b: number };
  readonly by: ComparedBy;
  /** The smallest true difference that eight of ten such experiments see, in standard deviations; null below two units. */
  readonly effect: number | null;
  /** The same as a difference, or as a ratio above 1, where units scatter as was said. */
  readonly smallest: number | null;
  /** The smallest p of the exact permutation; null where an arm has no unit. */
  readonly smallestP: number | null;
  /** What the p of the t test lets through where each arm is one incubator. */
  readonly oneIncubator: readonly FalsePositives[];
}

export interface FalsePositives {
  /** Standard deviation between incubators, on the scale of the spread. */
  readonly incubatorSd: number;
  /** Share of experiments without any effect in which p is below .05. */
  readonly share: number;
}

/** Of the spread of units: what was looked at in simulated counts, .15 and .25 at a unit sd of .25. */
const INCUBATORS_IN_SDS = [0.6, 1] as const;

export const LEVEL = 0.05;

/** Of the same number of units in either arm. */
export function evenUnits(n: number, isPaired: boolean): PlannedUnits {
  return isPaired
    ? { by: 'pairs', blocks: Array.from({ length: n }, () => ({ a: 1, b: 1 })) }
    : { by: 'units', blocks: [{ a: n, b: n }] };
}

/** @param sd above 0; of pairs, of the differences within them */
export function planOf({ by, blocks }: PlannedUnits, { scale, sd }: UnitSpread): UnitsPlan {
  const total = (arm: 'a' | 'b') => blocks.reduce((sum, block) => sum + block[arm], 0);
  const units = { a: total('a'), b: total('b') };
  const freedom = Math.min(units.a, units.b) < 2 ? null : freedomInBlocks(blocks);
  const smallestP = smallestInBlocks(blocks);
  if (freedom === null) return { units, by, effect: null, smallest: null, smallestP, oneIncubator: [] };
  const { df } = freedom;
  // A difference within a pair has twice the variance of a unit within a block.
  const toShift = by === 'pairs' ? freedom.toShift * Math.SQRT2 : freedom.toShift;
  const effect = detectableEffect({ df, toShift });
  return {
    ...{ units, by, effect, smallestP },
    smallest: scale === 'ratio' ? Math.exp(effect * sd) : effect * sd,
    oneIncubator: INCUBATORS_IN_SDS.map((inSds) => ({
      incubatorSd: inSds * sd,
      share: falsePositives({ df, toShift }, inSds),
    })),
  };
}

/**
 * How often a t test at 5 % finds a difference that is the incubators', one an arm: with τ between incubators, in standard
 * deviations of a unit, the difference has 1 + 2τ²·toShift² times the variance that units show.
 */
export function falsePositives(
  { df, toShift }: { readonly df: number; readonly toShift: number },
  tau: number,
): number {
  const inflated = Math.sqrt(1 + 2 * (tau * toShift) ** 2);
  return studentTOutside(studentTQuantile(1 - LEVEL / 2, df) / inflated, df);
}

/** The fewest units an arm, or pairs, whose exact permutation can reach a level; null beyond a hundred. */
export function unitsForExact(level: number, isPaired: boolean): number | null {
  for (let n = 2; n <= 100; n++) {
    if ((smallestInBlocks(evenUnits(n, isPaired).blocks) ?? 1) <= level) return n;
  }
  return null;
}
