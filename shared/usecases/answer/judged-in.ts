import type { SubjectKind, SubjectRecord } from '../../domain/anomaly/subject.ts';
import type { Judged } from '../../domain/detect/looked-for.ts';
import type { Reached } from '../../domain/detect/out-of-reach.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { declaredSeries } from '../../domain/experiment/lookups.ts';
import type { Reach } from '../../domain/telemetry/reach.ts';
import { contactRulesOf, type Standing, type StandingFindings } from '../judge/standing.ts';

/** How far the samples of each unit and pair got when it was judged. */
export async function judgedIn(subjects: readonly StandingFindings[], standing: Standing): Promise<Judged> {
  const of = (wanted: SubjectKind) =>
    new Map(
      subjects
        .filter(({ kind }) => kind === wanted)
        .map(({ id, record }): [string, Reached] => [id, reachedBy(record)]),
    );
  const absences = await standing.absences();
  const units = Array.from(of('unit'), ([unit, reached]): [string, Reached] =>
    reached === null || (reached.size === 0 && !absences.has(unit))
      ? [unit, reached]
      : [unit, new Map([...awaitedOf(standing.loaded.index, unit), ...reached])],
  );
  return {
    units: new Map(units),
    pairs: of('pair'),
    contactsOf: (unit) => contactRulesOf(standing, unit),
  };
}

function reachedBy(record: SubjectRecord | null): Reached {
  const { reached = null, asOf = null } = record ?? {};
  return reached === null && asOf !== null ? null : new Map(Object.entries(reached ?? {}));
}

/** What the sources bring: of each of them it is seen that it does not come. */
function awaitedOf(index: DefinitionIndex, unit: string): [string, Reach][] {
  return declaredSeries(index, unit).map(({ series }) => [series, 'AWAITED']);
}
