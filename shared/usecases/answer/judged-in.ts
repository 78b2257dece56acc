import type { SubjectKind, SubjectRecord } from '../../domain/anomaly/subject.ts';
import { type UnitSeen, whyBlind, whyUnseen } from '../../domain/detect/looked-at.ts';
import type { Judged, Looking } from '../../domain/detect/looked-for.ts';
import type { Reached } from '../../domain/detect/out-of-reach.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { declaredSeries, pairNamed } from '../../domain/experiment/lookups.ts';
import type { Reach } from '../../domain/telemetry/reach.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import { contactRulesOf, type Standing, type StandingFindings } from '../judge/standing.ts';

/** How far the samples of each unit and pair got when it was judged, and what of the range asked for was seen of them. */
export async function judgedIn(
  subjects: readonly StandingFindings[],
  standing: Standing,
  range: Interval,
): Promise<Judged> {
  const of = (wanted: SubjectKind) =>
    new Map(
      subjects
        .filter(({ kind }) => kind === wanted)
        .map(({ id, record }): [string, Reached] => [id, reachedBy(record)]),
    );
  const progress = new Map(
    subjects.filter(({ kind }) => kind === 'unit').map(({ id, record }) => [id, record?.progress ?? {}]),
  );
  const absences = await standing.absences();
  const units = Array.from(of('unit'), ([unit, reached]): [string, Reached] =>
    reached === null || (reached.size === 0 && !absences.has(unit))
      ? [unit, reached]
      : [unit, new Map([...awaitedOf(standing.loaded.index, unit), ...reached])],
  );
  const seriesBy = (list: 'compared' | 'quiet') =>
    new Map(
      subjects
        .filter(({ kind }) => kind === 'unit')
        .map(({ id, record }) => [id, new Set(record?.[list] ?? [])]),
    );
  return {
    units: new Map(units),
    pairs: of('pair'),
    ...{ compared: seriesBy('compared'), quiet: seriesBy('quiet') },
    contactsOf: (unit) => contactRulesOf(standing, unit),
    progressOf: (unit, kind, series) => progress.get(unit)?.[kind]?.[series] ?? null,
    range,
    ...(Number.isFinite(range.from) || Number.isFinite(range.to) ? seenBy(subjects, standing, range) : {}),
  };
}

function seenBy(
  subjects: readonly StandingFindings[],
  { loaded: { index }, at }: Standing,
  range: Interval,
): Pick<Judged, 'unseen' | 'notNow'> {
  const units = new Map(unitsSeen(subjects).map((seen) => [seen.unit, seen]));
  const shifts = new Map(subjects.map(({ kind, id, record }) => [`${kind} ${id}`, record?.shiftMicros ?? 0]));
  const ofUnit = (unit: string, series: string, { kind, needs }: Looking, over: Interval) => {
    const seen = units.get(unit) ?? { unit, first: null, newest: null, series: [], anomalies: [] };
    return whyUnseen(seen, series, needs, over) ?? whyBlind(seen, series, kind, over);
  };
  return {
    unseen: (of, id, series, detector) => {
      if (of === 'unit') return ofUnit(id, series, detector, range);
      const { flight, ground } = pairNamed(index, id);
      const shift = shifts.get(`pair ${id}`) ?? 0;
      const onGround = { from: range.from + shift, to: range.to + shift };
      return ofUnit(flight, series, detector, range) ?? ofUnit(ground, series, detector, onGround);
    },
    notNow: range.from > at ? 'it is told of now, and the time asked for is still to come' : null,
  };
}

/** What is known of each unit. */
export function unitsSeen(subjects: readonly StandingFindings[]): UnitSeen[] {
  return subjects
    .filter(({ kind }) => kind === 'unit')
    .map(({ id: unit, record, anomalies }) => ({
      ...{ unit, first: record?.first ?? null, newest: record?.asOf ?? null },
      series: Object.keys(record?.reached ?? {}),
      anomalies,
    }));
}

function reachedBy(record: SubjectRecord | null): Reached {
  const { reached = null, asOf = null } = record ?? {};
  return reached === null && asOf !== null ? null : new Map(Object.entries(reached ?? {}));
}

/** What the sources bring: of each of them it is seen that it does not come. */
function awaitedOf(index: DefinitionIndex, unit: string): [string, Reach][] {
  return declaredSeries(index, unit).map(({ series }) => [series, 'AWAITED']);
}
