/** What a reader of a pair's alignment should look at beside its verdict. */
import type { Pair } from '../experiment/hardware-schema.ts';
import type { Micros, Seconds } from '../time.ts';
import type { TimelineEvent } from '../timeline/event.ts';
import { standingTwice, standingTwiceText } from '../timeline/standing-twice.ts';
import { unitStart, wholeHoursAlone, wholeHoursText } from '../timeline/whole-hours.ts';

export interface PairSamples {
  /** First sample of either unit, on its own clock; null where nothing has come. */
  readonly flight: Micros | null;
  readonly ground: Micros | null;
  /** The shortest of the channels that both measure. */
  readonly periodSeconds: Seconds;
}

/**
 * In sentences: a reference event that stands twice, and samples that begin whole hours from the unit's first event. The
 * latter only where the twin's do not begin as long from its own: what both do was planned.
 */
export function pairRemarks(
  { flight, ground }: Pair,
  events: readonly TimelineEvent[],
  reference: string | undefined,
  samples: PairSamples,
): string[] {
  const twice = [flight, ground].flatMap((unit) => {
    const found = reference === undefined ? null : standingTwice(events, reference, unit);
    return found === null ? [] : [standingTwiceText(found)];
  });
  const starts = {
    flight: unitStart(events, flight, samples.flight),
    ground: unitStart(events, ground, samples.ground),
  };
  const hours = [
    { unit: flight, found: wholeHoursAlone(starts.flight, [starts.ground], samples.periodSeconds) },
    { unit: ground, found: wholeHoursAlone(starts.ground, [starts.flight], samples.periodSeconds) },
  ];
  return [
    ...twice,
    ...hours.flatMap(({ unit, found }) => (found === null ? [] : [wholeHoursText(unit, found)])),
  ];
}
