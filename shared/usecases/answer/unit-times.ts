/** The times of a unit that its means are of. */
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { excludedTimes, excludedTimesText } from '../../domain/exclusion/in-force.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { standingEventsOf, type TimelineEvent } from '../../domain/timeline/event.ts';
import { type Interval, intersection } from '../../domain/timeline/interval.ts';
import { type Phase, phaseIntervals, whyNever } from '../../domain/timeline/phase.ts';

/** A phase of a unit, or all of its time. */
export interface UnitTime {
  readonly phase: string | null;
  readonly times: readonly Interval[];
  readonly seconds: number;
  /** Why the unit is never in it; null where it is. */
  readonly why: string | null;
  /** What is said of a series without a sample in it. */
  readonly none: string;
}

const NO_SAMPLE = 'no GOOD, MEASURED sample of it';

/** Armed phases of the unit as far as they have come, without what is excluded of them. */
export function unitTimes(
  index: DefinitionIndex,
  unit: string,
  events: readonly TimelineEvent[],
  { extent, exclusions }: { readonly extent: Interval; readonly exclusions: readonly Exclusion[] },
): UnitTime[] {
  return timesOf(index, unit, events, extent).map((time) => leftOf(time, exclusions, unit));
}

function timesOf(
  { definition: { phases } }: DefinitionIndex,
  unit: string,
  all: readonly TimelineEvent[],
  extent: Interval,
): UnitTime[] {
  if (phases.length === 0)
    return [{ phase: null, times: [extent], seconds: secondsIn([extent]), why: null, none: NO_SAMPLE }];
  const events = standingEventsOf(all, unit);
  return phases
    .filter(({ armed }) => armed)
    .map((phase: Phase) => {
      const times = phaseIntervals(phases, events, unit, extent, (one) => one === phase);
      const why = times.length > 0 ? null : (whyNever(phase, events, unit) ?? 'no sample lies in the phase');
      return { phase: phase.id, times, seconds: secondsIn(times), why, none: NO_SAMPLE };
    });
}

/** What is excluded of a phase is no part of it: coverage is of the rest. */
function leftOf(time: UnitTime, exclusions: readonly Exclusion[], unit: string): UnitTime {
  const excluded = excludedTimes(exclusions, unit);
  if (excluded.length === 0) return time;
  const times = intersection(time.times, gapsBetween(excluded));
  const by = excludedTimesText(exclusions, unit, time.times);
  if (by === '' || time.why !== null) return time;
  const why = times.length > 0 ? null : `all of its time in the phase is ${by}`;
  return {
    ...time,
    times,
    seconds: secondsIn(times),
    why,
    none: `${NO_SAMPLE} in what is left of the phase, of which some is ${by}`,
  };
}

function gapsBetween(excluded: readonly Interval[]): Interval[] {
  const ends = [Number.NEGATIVE_INFINITY, ...excluded.map(({ to }) => to)];
  const begins = [...excluded.map(({ from }) => from), Number.POSITIVE_INFINITY];
  return ends.map((from, i) => ({ from, to: begins[i]! })).filter(({ from, to }) => from < to);
}

const secondsIn = (times: readonly Interval[]): number =>
  times.reduce((sum, { from, to }) => sum + to - from, 0) / MICROS_PER_SECOND;
