import { median } from './median.ts';

/** Spreads of the mixture: from this share of the median error up, since smaller ones look like nothing; each twice the one before. */
const SMALLEST_SHARE = 0.5;
const STEP = 2;
/** How much more the share of nothing counts before any effect is seen: as if so many effects were nothing. */
const NOTHING_BEFORE = 9;
/** Shares have settled where a leap makes all effects no more likely than by this, of the logarithm. */
const SETTLED = 1e-2;
const MOST_LEAPS = 200;

/**
 * Effects drawn towards 0 by what all of them together say: posterior means under a mixture of normal distributions around
 * 0, of which one is 0 itself, whose shares are fitted to the effects. What is known well, or is far beyond all noise, moves
 * little; what drowns in its error goes to nothing. None changes its sign or grows.
 * Source: M. Stephens, "False discovery rates: a new deal", Biostatistics 18 (2017) 275: spreads in steps, a prior count for
 * nothing, shares by EM; steps of two instead of its root of two, which is as near to the truth.
 *
 * @param effects estimates
 * @param errors their standard errors, above 0, taken as known
 */
export function shrunkEffects(effects: Float64Array, errors: Float64Array): Float64Array {
  const spreads = spreadsOf(effects, errors);
  if (spreads === null) return effects.slice();
  const likelihoods = likelihoodsOf(effects, errors, spreads);
  const shares = sharesOf(likelihoods, spreads.length);
  return effects.map((effect, i) => {
    let [all, mean] = [0, 0];
    spreads.forEach((spread, k) => {
      const weight = shares[k]! * likelihoods[i * spreads.length + k]!;
      all += weight;
      mean += (weight * effect * spread ** 2) / (spread ** 2 + errors[i]! ** 2);
    });
    return mean / all;
  });
}

/** 0, then from half a usual error to twice the largest effect beyond its error. Null without effects. */
function spreadsOf(effects: Float64Array, errors: Float64Array): number[] | null {
  const usual = median(errors);
  if (usual === null) return null;
  const least = SMALLEST_SHARE * usual;
  const beyond = effects.reduce((most, effect, i) => Math.max(most, effect ** 2 - errors[i]! ** 2), 0);
  const largest = Math.max(2 * Math.sqrt(beyond), STEP * least);
  const spreads = [0, least];
  while (spreads.at(-1)! < largest) spreads.push(STEP * spreads.at(-1)!);
  return spreads;
}

/** By effect, of each spread, over the largest of the effect. */
function likelihoodsOf(
  effects: Float64Array,
  errors: Float64Array,
  spreads: readonly number[],
): Float64Array {
  const out = new Float64Array(effects.length * spreads.length);
  effects.forEach((effect, i) => {
    const logs = spreads.map((spread) => {
      const variance = spread ** 2 + errors[i]! ** 2;
      return -(Math.log(variance) + effect ** 2 / variance) / 2;
    });
    const most = Math.max(...logs);
    logs.forEach((log, k) => {
      out[i * spreads.length + k] = Math.exp(log - most);
    });
  });
  return out;
}

/**
 * Shares of the spreads that make the effects most likely. EM alone takes thousands of rounds between spreads that are
 * nearly alike; two rounds tell where it is heading.
 * Source of the leap: R. Varadhan, C. Roland, Scandinavian Journal of Statistics 35 (2008) 335, scheme S3.
 */
function sharesOf(likelihoods: Float64Array, width: number): Float64Array {
  let shares = new Float64Array(width).fill(1 / width);
  for (let leap = 0; leap < MOST_LEAPS; leap++) {
    const first = improved(likelihoods, shares);
    const second = improved(likelihoods, first.shares);
    const ahead = leapt(shares, first.shares, second.shares);
    const landed = ahead === null ? null : improved(likelihoods, ahead);
    // One that went too far is not taken.
    const next = landed !== null && landed.before >= second.before ? landed : second;
    shares = next.shares;
    if (next.before - first.before < SETTLED) break;
  }
  return shares;
}

/** One round of EM, and the logarithm of how likely the shares before it were. */
function improved(likelihoods: Float64Array, shares: Float64Array) {
  const width = shares.length;
  const counts = new Float64Array(width);
  counts[0] = NOTHING_BEFORE;
  let before = NOTHING_BEFORE * Math.log(shares[0]!);
  for (let from = 0; from < likelihoods.length; from += width) {
    let all = 0;
    for (let k = 0; k < width; k++) all += shares[k]! * likelihoods[from + k]!;
    for (let k = 0; k < width; k++) counts[k]! += (shares[k]! * likelihoods[from + k]!) / all;
    before += Math.log(all);
  }
  const total = likelihoods.length / width + NOTHING_BEFORE;
  return { shares: counts.map((count) => count / total), before };
}

/** Null where the rounds no longer move. */
function leapt(from: Float64Array, first: Float64Array, second: Float64Array): Float64Array | null {
  const step = first.map((share, k) => share - from[k]!);
  const bend = second.map((share, k) => share - first[k]! - step[k]!);
  const length = (values: Float64Array) => Math.hypot(...values);
  if (!(length(bend) > 0)) return null;
  const size = length(step) / length(bend);
  // No share leaps below nothing: a hundredth of it may be left.
  const ahead = from.map((share, k) =>
    Math.max(share / 100, share + 2 * size * step[k]! + size ** 2 * bend[k]!),
  );
  const all = ahead.reduce((sum, share) => sum + share, 0);
  return ahead.map((share) => share / all);
}
