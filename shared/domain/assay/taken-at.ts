/** When samples were taken: what happens to a unit later is in none of them. */
import type { Assay, TakenAt } from '../experiment/assay-schema.ts';
import type { Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from '../timeline/event.ts';

export type Taken =
  | { readonly at: Micros }
  /** The unit has no such event yet. */
  | { readonly at: null; readonly event: string }
  | 'UNDECLARED';

type Declared = Pick<Assay, 'samples' | 'takenAt'>;
/** What of an assay says up to when its units matter to it. */
export type Sampled = Pick<Assay, 'id' | 'samples' | 'takenAt'>;

/** Assays of one key matter up to the same time, unit by unit. */
export function takenKey({ id, samples, takenAt }: Sampled): string {
  const isOne = samples.every((sample) => sample.takenAt === undefined);
  return JSON.stringify(isOne ? [takenAt ?? null] : [id, 'by sample']);
}

/** Of one sample; a unit that nobody knows has no event. */
export function sampleTakenAt(
  { samples, takenAt }: Declared,
  events: readonly TimelineEvent[],
  { name, unit }: { readonly name: string; readonly unit: string | null },
): Taken {
  return takenBy(samples.find((one) => one.name === name)?.takenAt ?? takenAt, events, unit);
}

/** Of every sample that the definition lists of the unit; where a sheet lists them, as the assay says. */
export function unitTakenAt(
  { samples, takenAt }: Declared,
  events: readonly TimelineEvent[],
  unit: string,
): readonly Taken[] {
  const own = samples.filter((one) => one.unit === unit).map((one) => one.takenAt ?? takenAt);
  return (own.length === 0 ? [takenAt] : own).map((one) => takenBy(one, events, unit));
}

function takenBy(told: TakenAt | undefined, events: readonly TimelineEvent[], unit: string | null): Taken {
  if (told === undefined) return 'UNDECLARED';
  if (told.at !== null) return { at: told.at };
  const at = unit === null ? null : (referenceOf(events, told.event, unit)?.at ?? null);
  return at === null ? { at, event: told.event } : { at };
}
