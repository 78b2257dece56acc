/** In which units stored samples were read, and which of them are answered in another one now. */
import { byText } from '../by-text.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import type { AnswerRules } from './answer-rules.ts';
import type { Declared } from './declared.ts';

/** By channel; null where readings that differ may have made the samples. */
export type UnitsRead = ReadonlyMap<string, string | null>;

export function unitsDeclared({ channels }: Declared): UnitsRead {
  return new Map(Array.from(channels.values(), ({ id, unit }) => [id, unit]));
}

/** Of samples that any of these readings made. */
export function unitsAgreed(all: readonly UnitsRead[]): UnitsRead {
  const agreed = new Map<string, string | null>();
  for (const units of all)
    for (const [channel, unit] of units)
      agreed.set(channel, agreed.has(channel) && agreed.get(channel) !== unit ? null : unit);
  return agreed;
}

export interface UnitChange {
  /** Null: nobody knows. */
  readonly from: string | null;
  readonly to: string;
  /** Numbers of the file, in no unit until a calibration makes them one of `to`; set-points alone have a unit. */
  readonly isCounts: boolean;
}

/** The series whose samples, read so, are answered in another unit. */
export function unitChanges(
  { units }: AnswerRules,
  read: UnitsRead | undefined,
): ReadonlyMap<string, UnitChange> {
  const changes = new Map<string, UnitChange>();
  for (const [series, { channel, ucum: to, isCounts }] of units) {
    const from = read?.get(channel);
    if (from === undefined || from === to || (from !== null && conversionIfAny(from, to) === null)) continue;
    changes.set(series, { from, to, isCounts });
  }
  return changes;
}

/** What a page of these segments depends on beside them, as a JSON value; empty where all is answered as it was read. */
export function unitsBasis(
  rules: AnswerRules,
  segments: readonly { readonly key: string; readonly unitsRead?: UnitsRead }[],
  of?: ReadonlySet<string>,
): readonly unknown[] {
  const known = new Map<UnitsRead | undefined, ReadonlyMap<string, UnitChange>>();
  return segments.flatMap(({ key, unitsRead }) => {
    const changes = known.get(unitsRead) ?? unitChanges(rules, unitsRead);
    known.set(unitsRead, changes);
    const own = [...changes].filter(([series]) => of?.has(series) !== false);
    const told = own.sort(([a], [b]) => byText(a, b)).map(([series, { from, to }]) => [series, from, to]);
    return told.length === 0 ? [] : [['units', key, told]];
  });
}
