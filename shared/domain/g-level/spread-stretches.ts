/** Which stretches are read of a culture of which all is too much to read. */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { type Interval, lengthIn } from '../timeline/interval.ts';
import { countText, groupedText } from '../words/count.ts';
import { spanText } from '../words/span.ts';

/** Samples that are read of a dose: four and a half days of three axes at 1 Hz, half a second of work. */
const MOST_FOR_DOSE = 1_200_000;
/** And of all that an experiment may be asked for together: ten seconds of work. */
const MOST_FOR_ALL = 20 * MOST_FOR_DOSE;

/**
 * The same share for each, so that a unit is told alike whatever else is asked for.
 *
 * @param doses units that have one, each as often as its samples were taken
 */
export const samplesOfDose = (doses: number): number =>
  Math.min(MOST_FOR_DOSE, Math.floor(MOST_FOR_ALL / doses));

/** Samples that are read of a unit where rollups do not tell whether it was at 1 g: a second of work. */
const MOST_FOR_ONE_G = 3_000_000;
const MOST_FOR_ALL_ONE_G = 8 * MOST_FOR_ONE_G;

/**
 * The same share for each, so that a unit is told alike whatever else is asked for.
 *
 * @param asked units of arms ONBOARD_1G, each as often as its samples were taken
 */
export const samplesOfOneG = (asked: number): number =>
  Math.min(MOST_FOR_ONE_G, Math.floor(MOST_FOR_ALL_ONE_G / asked));

/** As many stretches as are read; fewer where they would be shorter than ten minutes. */
export const MOST_STRETCHES = 40;
const STRETCH: Micros = 600 * MICROS_PER_SECOND;

/**
 * One in the middle of each step, so that a culture that is read in one stretch is not told by its spin-up.
 *
 * @param culture disjoint, ascending, not empty
 * @param most samples in all of them together
 * @param perMicro samples in a microsecond
 */
export function spreadStretches(culture: readonly Interval[], most: number, perMicro: number): Interval[] {
  const whole = lengthIn(culture);
  const stretches = Math.max(1, Math.min(MOST_STRETCHES, Math.floor(most / (STRETCH * perMicro))));
  const half = most / stretches / perMicro / 2;
  const step = whole / stretches;
  const found: Interval[] = [];
  let begun = 0;
  for (const { from, to } of culture) {
    const isHere = () => (found.length + 0.5) * step < begun + to - from;
    while (found.length < stretches && isHere()) {
      const middle = from + (found.length + 0.5) * step - begun;
      found.push({ from: Math.max(from, middle - half), to: Math.min(to, middle + half) });
    }
    begun += to - from;
  }
  return found;
}

/** What is said of a culture that was read so. @param doses among which the samples are shared */
export function stretchesText(stretches: readonly Interval[], doses: number): string {
  const longest = stretches.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  const where = stretches.length === 1 ? 'in the middle of the culture' : 'evenly spread';
  const most = samplesOfDose(doses);
  const shared =
    most < MOST_FOR_DOSE ? ` (${groupedText(MOST_FOR_ALL)} of all ${groupedText(doses)} doses together)` : '';
  return `read in ${countText(stretches.length, 'stretch', 'stretches')} of ${spanText(longest)} or less, ${where}, since at most ${groupedText(most)} samples of it are read${shared}: what is outside of them is in none of these numbers`;
}
