/** A comparison of arms as it is answered. */
import type { ComparisonOnWire } from '../../contract/comparisons.ts';
import { armsEquivalence } from '../../domain/comparison/arms-equivalence.ts';
import type { ArmsCompared } from '../../domain/comparison/compare-arms.ts';
import {
  compareEndpoint,
  type EndpointCompared,
  type EndpointOfArms,
} from '../../domain/comparison/compare-endpoint.ts';
import type { Levels } from '../../domain/comparison/levels.ts';
import { nullSpread } from '../../domain/comparison/null-spread.ts';
import { contrastId } from '../../domain/contrast/compare-genes.ts';
import type { Margin } from '../../domain/experiment/margin-of.ts';
import { derived, derivedOrNull } from '../../domain/words/derived.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Permutation } from '../../stats/permutation.ts';
import type { EndpointAsked } from './endpoints-asked.ts';
import type { NullArms } from './null-arms.ts';

/** Changes whenever the same values would give other numbers. */
const COMPARISON = 'comparison/1';

export function comparisonOnWire(
  one: EndpointAsked,
  adjusted: ComparisonOnWire['adjusted'],
  environment: ComparisonOnWire['environment'],
  margin: Margin | null,
): ComparisonOnWire {
  const { contrast, assay, endpoint, phase, ucum, scale, asked, whole, arms, warnings, basis } = one;
  const compared: EndpointCompared =
    asked === null ? { refused: one.refused ?? NOT_ASKED } : compareEndpoint(asked);
  const head = {
    contrast: contrastId(contrast),
    ...(assay !== null && { assay }),
    ...{ endpoint, phase },
    ...(ucum !== null && { ucum }),
    scale,
  };
  const tail = {
    arms: { a: armOnWire(arms.a), b: armOnWire(arms.b) },
    ...(whole !== null && { without: withoutOnWire(whole) }),
    adjusted,
    environment,
  };
  if ('refused' in compared)
    return {
      ...head,
      ...NO_FIGURES,
      ...tail,
      warnings: [...warnings],
      refused: compared.refused,
      ...(compared.permutation && {
        permutation: permutationOnWire(compared.permutation),
        pValueReason: OF_RANKS,
      }),
      ...(compared.bound && {
        bound: {
          arm: compared.bound.arm,
          rateBelow: derived(compared.bound.rateBelow),
          rateOfOther: derived(compared.bound.rateOfOther),
        },
      }),
      snapshot: null,
    };
  const { held, levels } = compared;
  return {
    ...head,
    ...figuresOnWire(compared),
    ...(margin !== null && { equivalence: equivalenceOnWire(compared.figures, margin) }),
    ...tail,
    levels: levelsOnWire(levels),
    warnings: [...warnings, ...held.remarks],
    snapshot: `sha256:${digestOf([COMPARISON, basis, head, held])}`,
  };
}

/** A unit below detection has no value, and is one of the units that its p is of. */
function armOnWire({ units, missing }: EndpointAsked['arms']['a']): ComparisonOnWire['arms']['a'] {
  const below = missing.filter((one) => one.below !== undefined).length;
  return {
    n: units.length + below,
    ...(below > 0 && { belowDetection: below }),
    units: units.map(({ coverage, value, ...unit }) => ({
      ...{ ...unit, value: derived(value) },
      ...(coverage !== undefined && { coverage: derived(coverage) }),
    })),
    missing: [...missing],
  };
}

function equivalenceOnWire(
  figures: ArmsCompared,
  margin: Margin,
): NonNullable<ComparisonOnWire['equivalence']> {
  const { ci90, ...told } = armsEquivalence(figures, margin);
  return { ...told, margin: derived(told.margin), ci90: ci90 && [derived(ci90[0]), derived(ci90[1])] };
}

export function nullOnWire(
  { endpoint, assay, phase, ucum, scale, estimate }: ComparisonOnWire,
  nullOf: NullArms['of'],
): NonNullable<ComparisonOnWire['null']> {
  const isRatio = scale === 'ratio';
  const { arms, apart } = nullOf({ endpoint, phase, assay: assay ?? null, ucum: ucum ?? null });
  const { runs, units, unitSd, differences, largest, sentence: seen } = nullSpread(arms);
  const sentence = [seen, ...apart].join('; ');
  const size = estimate === null ? null : Math.abs(isRatio ? Math.log(estimate) : estimate);
  return {
    ...{ runs, units, unitSd: derivedOrNull(unitSd), sentence },
    differences: differences.map(({ value, ...one }) => ({
      ...{ ...one, value: derived(isRatio ? Math.exp(value) : value) },
    })),
    standsOut: size === null || largest === null ? null : size > largest,
  };
}

/** The same without exclusions, in short. */
function withoutOnWire(whole: EndpointOfArms): NonNullable<ComparisonOnWire['without']> {
  const compared = compareEndpoint(whole);
  if ('refused' in compared)
    return { n: { a: whole.a.length, b: whole.b.length }, estimate: null, ci95: null, pValue: null };
  const { estimate, ci95, pValue, by } = figuresOnWire(compared);
  return { n: { a: compared.held.a.length, b: compared.held.b.length }, estimate, ci95, pValue, by };
}

/** Else nobody sees where an adjusted p without a p is from. */
const OF_RANKS = 'units are below detection: the p that is adjusted is the exact one of ranks (permutation)';

const NOT_ASKED = { code: 'comparison.no-units', message: 'no unit has a value' };

const NO_FIGURES = {
  ...{ estimate: null, ci95: null, pValue: null, permutation: null, hedgesG: null },
  ...{ minimumDetectable: null, by: null, levels: null },
} as const;

function figuresOnWire({ figures, held, tipping }: Exclude<EndpointCompared, { refused: unknown }>) {
  const { estimate, ci95, ci95Reason, pValue, pValueReason, permutation, hedgesG, minimumDetectable } =
    figures;
  const { sensitivity } = figures;
  const ends = ([low, high]: readonly [number, number]): [number, number] => [derived(low), derived(high)];
  return {
    ...{ estimate: derivedOrNull(estimate), ci95: ci95 === null ? null : ends(ci95) },
    ...(ci95Reason !== undefined && { ci95Reason }),
    pValue: derivedOrNull(pValue),
    ...(pValueReason !== undefined && { pValueReason }),
    permutation: permutation === null ? null : permutationOnWire(permutation),
    hedgesG: hedgesG === null ? null : { g: derived(hedgesG.g), ci95: ends(hedgesG.ci95) },
    minimumDetectable: derivedOrNull(minimumDetectable),
    ...(sensitivity !== null && {
      sensitivity: {
        estimate: derivedOrNull(sensitivity.estimate),
        ci95: sensitivity.ci95 === null ? null : ends(sensitivity.ci95),
        pValue: derivedOrNull(sensitivity.pValue),
        sentence: SENSITIVITY,
      },
    }),
    by: held.by,
    ...(tipping !== null && {
      tippingPoint: { incubatorSd: derived(tipping.incubatorSd), sentence: tipping.sentence },
    }),
  };
}

const permutationOnWire = ({ pValue, smallestAttainable }: Permutation) => ({
  ...{ pValue: derived(pValue), smallestAttainable: derived(smallestAttainable) },
});

const SENSITIVITY =
  'each unit by its own rate (a ratio of geometric means, Welch); the estimate weighs units by the area or amount that was looked at (a ratio of means, quasi-Poisson)';

function levelsOnWire({ a, b, sentence }: Levels): NonNullable<ComparisonOnWire['levels']> {
  const counts = (of: 'donors' | 'incubators') => ({ a: a[of]?.length ?? null, b: b[of]?.length ?? null });
  return {
    units: { a: a.units, b: b.units },
    ...{ donors: counts('donors'), incubators: counts('incubators') },
    // An answer is of one experiment, which is one mission.
    ...{ missions: { a: 1, b: 1 }, sentence },
  };
}
