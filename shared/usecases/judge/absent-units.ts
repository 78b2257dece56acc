/** Whole units of which something never came, as it stands now: nothing of it is stored, since their twins tell it. */
import { SUBJECT, type SubjectRecord, subjectKind } from '../../domain/anomaly/subject.ts';
import { wholeUnitGap } from '../../domain/detect/gap/whole-unit.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { declaredSeries } from '../../domain/experiment/lookups.ts';
import { sortKey } from '../../domain/kind.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import type { Micros } from '../../domain/time.ts';
import { shiftOf } from '../../domain/twins/pair-rules.ts';
import { type UnitAbsence, unitAbsences } from '../../domain/twins/unit-absences.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Steps of its slowest series that a unit may be behind its twin. */
const SLACK_PERIODS = 3;

export async function subjectsOf(
  ports: Ports,
  { experiment, generation }: LoadedExperiment,
  kind: SubjectRecord['kind'],
): Promise<SubjectRecord[]> {
  const prefix = sortKey(SUBJECT, `g${generation}`, kind, '');
  const stored = await Array.fromAsync(ports.catalogue.list(subjectKind, experiment, prefix));
  return stored.map(({ item }) => item);
}

/** Of every unit that a source brings, from what is noted of them all. */
export async function absencesOf(
  loaded: LoadedExperiment,
  subjects: readonly SubjectRecord[],
  now: Micros,
): Promise<UnitAbsence[]> {
  const { index, definition } = loaded;
  const noted = new Map(subjects.map((one) => [one.id, one]));
  const extents = definition.units.flatMap(({ id: unit, arm }) => {
    const series = declaredSeries(index, unit);
    if (series.length === 0) return [];
    const { first = null, asOf = null } = noted.get(unit) ?? {};
    const range = first === null || asOf === null ? null : { from: first, to: asOf };
    const slowest = Math.max(...series.map(({ periodSeconds }) => periodSeconds));
    return [{ unit, arm, range, slack: SLACK_PERIODS * microsOf(slowest) }];
  });
  const events = await loaded.events();
  const pairs = definition.pairs.map((pair) => ({
    flight: pair.flight,
    ground: pair.ground,
    shiftMicros: shiftOf(index, pair, events),
  }));
  // What an older version judged is not known to begin late, or never.
  const isUnknown = ({ unit }: UnitAbsence) => {
    const { first = null, asOf = null } = noted.get(unit) ?? {};
    return first === null && asOf !== null;
  };
  return unitAbsences(extents, pairs, now).filter((absence) => !isUnknown(absence));
}

/** The same as anomalies, by unit. */
export async function absentUnits(
  loaded: LoadedExperiment,
  subjects: readonly SubjectRecord[],
  now: Micros,
): Promise<ReadonlyMap<string, readonly Anomaly[]>> {
  const found = await absencesOf(loaded, subjects, now);
  const gaps = found.map((one) => ({ unit: one.unit, gap: absenceGap(loaded, one) }));
  const byUnit = Map.groupBy(gaps, ({ unit }) => unit);
  return new Map(Array.from(byUnit, ([unit, own]) => [unit, own.map(({ gap }) => gap)]));
}

export function absenceGap({ index }: LoadedExperiment, absence: UnitAbsence): Anomaly {
  return wholeUnitGap(absence, declaredSeries(index, absence.unit));
}
