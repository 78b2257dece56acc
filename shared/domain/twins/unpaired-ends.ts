/** Where the pairs of a difference begin late or end early in the time that it is told over. */
import { isoOf, MICROS_PER_SECOND } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { typedIso } from '../words/instant.ts';
import { spanText } from '../words/span.ts';

export const UNPAIRED_END = 'unpaired-end';

/** Shorter ends are the plan of a day, or a window. */
const LEAST = 3600 * MICROS_PER_SECOND;

export interface UnpairedEnd {
  readonly code: typeof UNPAIRED_END;
  readonly sentence: string;
}

/**
 * A sentence for each end of the range at which an hour or more has no pair: a twin that is silent, or not so far yet.
 *
 * @param range from the first sample of either unit to the last
 * @param paired from the first window that holds pairs to the end of the last, null where none does
 */
export function unpairedEnds(range: Interval, paired: Interval | null): UnpairedEnd[] {
  if (paired === null) return [];
  const said = (sentence: string): UnpairedEnd => ({ code: UNPAIRED_END, sentence });
  const [before, behind] = [paired.from - range.from, range.to - paired.to];
  const instant = (at: number) => typedIso(isoOf(at));
  return [
    ...(before < LEAST
      ? []
      : [
          said(`no pair is before ${instant(paired.from)}: nothing is said of the first ${spanText(before)}`),
        ]),
    ...(behind < LEAST
      ? []
      : [said(`no pair is after ${instant(paired.to)}: nothing is said of the last ${spanText(behind)}`)]),
  ];
}
