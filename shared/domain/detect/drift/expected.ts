/** What a reference lets expect of a series in a block, where that takes more than a mean of what all of it read. */

/** How much a drive grows for each degree that it holds above its surroundings: sums over the first blocks. */
export interface Gain {
  readonly blocks: number;
  readonly drive: number;
  readonly rise: number;
}
export const NO_GAIN: Gain = { blocks: 0, drive: 0, rise: 0 };

/** Six hours: what the slope is off by then moves the mean, which is learnt, and little else. */
const GAIN_BLOCKS = 36;

/** The same with another block, until there are enough. What holds nothing above its surroundings says nothing. */
export function gainWith(gain: Gain, drive: number, rise: number): Gain {
  if (gain.blocks >= GAIN_BLOCKS || !(rise > 0)) return gain;
  return { blocks: gain.blocks + 1, drive: gain.drive + drive, rise: gain.rise + rise };
}

/** Null until enough blocks were seen, where it is not declared. */
export function perDegreeOf(declared: number | null, { blocks, drive, rise }: Gain): number | null {
  if (declared !== null) return declared;
  return blocks < GAIN_BLOCKS ? null : drive / rise;
}

/** What is remembered of how far each is from the mean of all: the last six hours weigh most. */
const APART_WEIGHT = 1 / 36;

/** The mean; `apart` learns how far from it each is, and is as long as the readings then. */
export function meanOfAll(readings: readonly number[], apart: number[]): number {
  const mean = readings.reduce((sum, one) => sum + one, 0) / readings.length;
  const isFirst = apart.length !== readings.length;
  for (const [i, one] of readings.entries()) {
    const before = isFirst ? one - mean : apart[i]!;
    apart[i] = before + APART_WEIGHT * (one - mean - before);
  }
  apart.length = readings.length;
  return mean;
}

/** The mean that all would have, by those that have a reading; null where none has. */
export function meanWithout(readings: readonly (number | null)[], apart: readonly number[]): number | null {
  let [sum, n] = [0, 0];
  for (const [i, one] of readings.entries()) {
    if (one === null || apart[i] === undefined) continue;
    sum += one - apart[i];
    n += 1;
  }
  return n === 0 ? null : sum / n;
}
