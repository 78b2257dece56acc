/** Pits that somebody counted on the slices of units, with no effect of the arm: what a test must find in 5 of 100 experiments. */
import { countDeviate } from '../../shared/simulator/deviates.ts';
import type { randomStream } from '../../shared/simulator/random.ts';

const SLICES = 4;

export interface SliceCount {
  readonly count: number;
  /** mm². */
  readonly exposure: number;
}

/** By unit its slices; a unit's own rate scatters by 0.25 of the logarithm, and those of an arm share an incubator. */
export function armOfNoEffect(
  random: ReturnType<typeof randomStream>,
  n: number,
  { pits, incubatorSd }: { readonly pits: number; readonly incubatorSd: number },
): SliceCount[][] {
  const place = incubatorSd * random.normal();
  return Array.from({ length: n }, () => {
    const rate = (pits / SLICES) * Math.exp(place + 0.25 * random.normal());
    const areas = Array.from({ length: SLICES }, () => 0.75 + 0.5 * random.uniform());
    return areas.map((area) => ({ count: countDeviate(random, rate * area, 1 / 8), exposure: area }));
  });
}

export const totalOf = (slices: readonly SliceCount[]): SliceCount => ({
  count: slices.reduce((sum, { count }) => sum + count, 0),
  exposure: slices.reduce((sum, { exposure }) => sum + exposure, 0),
});
