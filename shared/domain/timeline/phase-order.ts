import { quoted } from '../quoted.ts';
import { isoOf } from '../time.ts';
import { referenceOf, type TimelineEvent } from './event.ts';
import type { Phase } from './phase.ts';

/** A phase that a unit is never in, because it ends before it begins, or as it does. */
export interface PhaseNever {
  /** Of the phase, in the definition. */
  readonly place: number;
  readonly sentence: string;
}

/** By the events that stand; an event that comes later may move either end. */
export function phasesNever(
  phases: readonly Phase[],
  events: readonly TimelineEvent[],
  units: Iterable<string>,
): PhaseNever[] {
  const all = [...units];
  return phases.flatMap(({ id, from, to }, place) =>
    all.flatMap((unit) => {
      const [begins, ends] = [from, to].map((name) =>
        name === undefined ? null : (referenceOf(events, name, unit)?.at ?? null),
      );
      if (begins == null || ends == null || begins < ends) return [];
      const sentence = `expected the phase ${id} to end after it begins, got ${quoted(to ?? '')} of ${unit} at ${isoOf(ends)} and ${quoted(from ?? '')} at ${isoOf(begins)}: nothing of ${unit} is ever in it`;
      return [{ place, sentence }];
    }),
  );
}
