/**
 * The linear model of an assay over all its arms: a mean an arm, and what each level of a factor adds to it. What a
 * contrast can be told apart from, and what it cannot, is decided here, before any gene is looked at.
 */
import {
  coefficients,
  effectsInPlace,
  type Factored,
  factor,
  unscaledVariance,
} from '../../stats/least-squares.ts';
import type { Contrast } from '../experiment/assay-schema.ts';
import { listText } from '../words/list.ts';
import type { Replicate } from './libraries.ts';

/** A factor of the model beside the arm, with the level of each replicate. */
export interface Factor {
  readonly name: string;
  readonly kind: 'batch' | 'covariate' | 'donor';
  readonly levels: readonly string[];
}

export interface Design {
  readonly arms: readonly string[];
  readonly factors: readonly Factor[];
  /** One an arm, then those of each factor but for its first level. */
  readonly columns: readonly Float64Array[];
  /** As a person reads it: `arm + lane (batch) + donor`. */
  readonly words: string;
}

/**
 * @param asked names of batches and covariates that are factors; donors are one where they are shared by arms, or asked for
 */
export function designOf(
  replicates: readonly Replicate[],
  asked: {
    readonly batch: readonly string[];
    readonly covariates: readonly string[];
    readonly paired: boolean;
  },
): Design {
  const factors: Factor[] = [
    ...asked.batch.map(
      (name): Factor => ({ name, kind: 'batch', levels: replicates.map(({ batch }) => batch[name] ?? '') }),
    ),
    ...asked.covariates.map(
      (name): Factor => ({
        ...{ name, kind: 'covariate' },
        levels: replicates.map(({ covariates }) => covariates[name] ?? ''),
      }),
    ),
    ...(asked.paired || sharesDonors(replicates) ? [donorsOf(replicates)] : []),
  ].filter(({ levels }) => new Set(levels).size > 1);
  const arms = [...new Set(replicates.map(({ arm }) => arm))];
  const ofArms = arms.map((arm) => indicator(replicates, (one) => one.arm === arm));
  const words = ['arm', ...factors.map(({ name, kind }) => (kind === 'donor' ? name : `${name} (${kind})`))];
  return { arms, factors, columns: [...ofArms, ...factors.flatMap(columnsOf)], words: words.join(' + ') };
}

const donorsOf = (replicates: readonly Replicate[]): Factor => ({
  ...{ name: 'donor', kind: 'donor' },
  levels: replicates.map(({ donor }) => donor ?? ''),
});

/** Whether one donor's cells are in two arms: then what is the donor's own is taken out of the comparison. */
function sharesDonors(replicates: readonly Replicate[]): boolean {
  const armsOf = Map.groupBy(
    replicates.filter(({ donor }) => donor !== null),
    ({ donor }) => donor,
  );
  return [...armsOf.values()].some((all) => new Set(all.map(({ arm }) => arm)).size > 1);
}

function columnsOf({ levels }: Factor): Float64Array[] {
  const [, ...others] = [...new Set(levels)].sort();
  return others.map((level) => indicator(levels, (one) => one === level));
}

function indicator<T>(list: readonly T[], is: (one: T) => boolean): Float64Array {
  return Float64Array.from(list, (one) => Number(is(one)));
}

/** Weights of the design's columns: the mean of one arm without that of the other. */
export function weightsOf({ arms, columns }: Design, { a, b }: Contrast): Float64Array {
  const weights = new Float64Array(columns.length);
  weights[arms.indexOf(a)] = 1;
  weights[arms.indexOf(b)] = -1;
  return weights;
}

export type Separation =
  | { readonly isSeparate: true; readonly shares: readonly FactorShare[] }
  | { readonly isSeparate: false; readonly message: string };

/** How much less is known of a contrast because a factor goes along with the arms: 0 where they have nothing in common. */
export interface FactorShare {
  readonly factor: Factor;
  readonly share: number;
}

/** Whether the two arms can be told apart from every factor of the design; where not, in words what cannot be told from what. */
export function separationOf(
  design: Design,
  contrast: Contrast,
  replicates: readonly Replicate[],
): Separation {
  const weights = weightsOf(design, contrast);
  if (isEstimable(design.columns, weights)) return { isSeparate: true, shares: sharesOf(design, contrast) };
  const alone = design.factors.filter((one) => {
    const columns = [...design.columns.slice(0, design.arms.length), ...columnsOf(one)];
    return !isEstimable(columns, padded(weights, columns.length, design.arms.length));
  });
  const blamed = alone.length > 0 ? alone : design.factors;
  const told = blamed.map((one) => sidesText(one, contrast, replicates)).join('; ');
  const names = listText(
    blamed.map(({ name }) => name),
    ', ',
    blamed.length,
  );
  const together = alone.length > 0 || blamed.length < 2 ? '' : ' together';
  return {
    isSeparate: false,
    message: `${contrast.a} against ${contrast.b} cannot be told from ${names}${together}: ${told}; whatever differs may be either`,
  };
}

function padded(weights: Float64Array, length: number, arms: number): Float64Array {
  const out = new Float64Array(length);
  out.set(weights.subarray(0, arms));
  return out;
}

/** Rounding: a weight of a dependency is below this. */
const NOTHING = 1e-8;

/** Whether the data tell the sum: it is the same in every solution of the model, whichever columns are left out of it. */
function isEstimable(columns: readonly Float64Array[], weights: Float64Array): boolean {
  const factored = factor(columns);
  return factored.dependent.every((place) => {
    const made = madeOf(factored, columns[place]!);
    const sum = factored.kept.reduce((all, kept, k) => all + weights[kept]! * made[k]!, 0);
    return Math.abs(weights[place]! - sum) < NOTHING;
  });
}

/** Weights of the kept columns that make up a dependent one. */
const madeOf = (factored: Factored, column: Float64Array): Float64Array =>
  coefficients(factored, effectsInPlace(factored, column.slice()));

/** 1 less the variance of the contrast without the factor over that with it. Source: of the variance inflation factor. */
function sharesOf(design: Design, contrast: Contrast): FactorShare[] {
  const whole = varianceIn(design.columns, weightsOf(design, contrast));
  return design.factors.map((one) => {
    const factors = design.factors.filter((other) => other !== one);
    const columns = [...design.columns.slice(0, design.arms.length), ...factors.flatMap(columnsOf)];
    const without = varianceIn(columns, weightsOf({ ...design, columns }, contrast));
    return { factor: one, share: Math.max(0, 1 - without / whole) };
  });
}

function varianceIn(columns: readonly Float64Array[], weights: Float64Array): number {
  const factored = factor(columns);
  return unscaledVariance(
    factored,
    Float64Array.from(factored.kept, (place) => weights[place]!),
  );
}

function sidesText(one: Factor, { a, b }: Contrast, replicates: readonly Replicate[]): string {
  const levelsIn = (arm: string) => {
    const levels = one.levels.filter((_, i) => replicates[i]?.arm === arm);
    return listText(
      [...new Set(levels)].sort().map((level) => level || 'none'),
      ', ',
      6,
    );
  };
  return `${one.name} is ${levelsIn(a)} in ${a} and ${levelsIn(b)} in ${b}`;
}
