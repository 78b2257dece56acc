/** In which units stored samples were read, and which of them are answered in another one now. */
import { byText } from '../by-text.ts';
import type { PageUnits } from '../telemetry/page-units.ts';
import { conversionIfAny } from '../ucum/conversion.ts';
import type { AnswerRules } from './answer-rules.ts';
import type { Declared } from './declared.ts';
import { primarySensor } from './unit-series.ts';

/** Null where readings that differ may have made the samples. */
export interface UnitsRead {
  /** UCUM codes by channel. */
  readonly units: ReadonlyMap<string, string | null>;
  /** By unit and channel the sensor whose samples bore the channel's own name; none where none was declared. */
  readonly sensors: ReadonlyMap<string, string | null>;
}

export function unitsDeclared({ channels, units }: Declared): UnitsRead {
  const sensors = [...units.values()].flatMap((unit) =>
    [...new Set(unit.sensors.map(({ measures }) => measures))].flatMap((channel): [string, string][] => {
      const primary = primarySensor(unit, channel);
      return primary === null ? [] : [[ofUnit(unit.id, channel), primary]];
    }),
  );
  return {
    units: new Map(Array.from(channels.values(), ({ id, unit }) => [id, unit])),
    sensors: new Map(sensors),
  };
}

/** Of samples that any of these readings made. */
export function unitsAgreed(all: readonly UnitsRead[]): UnitsRead {
  return {
    units: agreed(all.map(({ units }) => units)),
    sensors: agreed(all.map(({ sensors }) => sensors)),
  };
}

function agreed(all: readonly ReadonlyMap<string, string | null>[]): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const one of all)
    for (const [name, value] of one)
      found.set(name, found.has(name) && found.get(name) !== value ? null : value);
  return found;
}

function ofUnit(unit: string, channel: string): string {
  return `${unit} ${channel}`;
}

/** In which units answers give the series that all of these units have, and of which sensor of each. */
export function unitsAnswered(first: AnswerRules, ...others: readonly AnswerRules[]): PageUnits {
  const answered: PageUnits = {};
  for (const [series, { ucum, sensor }] of first.units) {
    const same = others.map(({ units }) => units.get(series));
    if (same.every((one) => one !== undefined))
      answered[series] = { ucum, sensors: [sensor, ...same.map((one) => one.sensor)] };
  }
  return answered;
}

export interface UnitChange {
  /** Null: nobody knows. */
  readonly from: string | null;
  readonly to: string;
  /** Numbers of the file, in no unit until a calibration makes them one of `to`; set-points alone have a unit. */
  readonly isCounts: boolean;
}

/** The series whose samples, read so, are answered in another unit, or are none of the sensor that is answered. */
export function unitChanges(
  { unit, units }: Pick<AnswerRules, 'unit' | 'units'>,
  read: UnitsRead | undefined,
): ReadonlyMap<string, UnitChange> {
  const changes = new Map<string, UnitChange>();
  for (const [series, { channel, sensor, ucum: to, isCounts }] of units) {
    const measured = series === channel ? read?.sensors.get(ofUnit(unit, channel)) : undefined;
    // Samples of another sensor have no place here; as long as none is declared nobody says so.
    if (measured !== undefined && sensor !== null && measured !== sensor)
      changes.set(series, { from: null, to, isCounts: false });
    const from = read?.units.get(channel);
    if (from === undefined || from === to || (from !== null && conversionIfAny(from, to) === null)) continue;
    if (!changes.has(series)) changes.set(series, { from, to, isCounts });
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
