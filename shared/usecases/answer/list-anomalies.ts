import { type AnomaliesOnWire, anomalyOnWire } from '../../contract/anomalies.ts';
import { byOnset } from '../../domain/anomaly/anomaly.ts';
import { SUBJECT, type SubjectKind, type SubjectRecord, subjectKind } from '../../domain/anomaly/subject.ts';
import { type Judged, lookedFor } from '../../domain/detect/looked-for.ts';
import type { Anomaly, Kind } from '../../domain/detect/registry.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { pairNamed, unitNamed } from '../../domain/experiment/lookups.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { readAnomalies } from '../judge/read-findings.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { GapCauses, gapOf } from './gap-causes.ts';
import { refuseUnmeasured } from './series-asked.ts';
import { setAside } from './set-aside.ts';

export interface AnomaliesQuery {
  readonly unit?: string | undefined;
  readonly pair?: string | undefined;
  readonly channel?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
}

/** Anomalies that touch [from, to), in order of onset. Refuses a unit, pair or channel that there is not. */
export async function listAnomalies(
  ports: Ports,
  experiment: string,
  query: AnomaliesQuery,
): Promise<AnomaliesOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  refuseUnknown(loaded.index, query);
  // Work moves from the ledger to units, and from them to pairs: read in this order, none is missed between two.
  const owed = await owedNow(ports, loaded);
  const subjects = [
    ...(await subjectsOf(ports, loaded, 'unit')),
    ...(await subjectsOf(ports, loaded, 'pair')),
  ];
  const found: Anomaly[] = [];
  for (const { anomalies: list } of subjects) {
    if (list !== null) found.push(...(await readAnomalies(ports, list)));
  }
  const asked = found.filter((anomaly) => isAsked(anomaly, query)).sort(byOnset);
  const causes = await GapCauses.load(ports, loaded);
  const anomalies = await Promise.all(asked.map((anomaly) => withCause(anomaly, causes)));
  return {
    anomalies: anomalies.map(anomalyOnWire),
    lookedFor: lookedFor(loaded.index, await loaded.events(), judgedIn(subjects), query),
    pending: owed.count + subjects.filter(({ due }) => due).length,
    ...(owed.atLeast && { atLeast: true as const }),
    ...(await setAside(ports, experiment, owed)),
  };
}

async function subjectsOf(
  ports: Ports,
  { experiment, generation }: LoadedExperiment,
  kind: SubjectKind,
): Promise<SubjectRecord[]> {
  const subjects: SubjectRecord[] = [];
  const prefix = sortKey(SUBJECT, `g${generation}`, kind, '');
  for await (const { item } of ports.catalogue.list(subjectKind, experiment, prefix)) subjects.push(item);
  return subjects;
}

function judgedIn(subjects: readonly SubjectRecord[]): Judged {
  const of = (wanted: SubjectKind) =>
    new Map(
      subjects
        .filter(({ kind }) => kind === wanted)
        .map(({ id, series, asOf }) => [id, series === null && asOf !== null ? null : new Set(series)]),
    );
  return { units: of('unit'), pairs: of('pair') };
}

/** A gap's cause follows the contact plan and the clock, so it is told now. */
async function withCause(anomaly: Anomaly, causes: GapCauses): Promise<Anomaly> {
  if (anomaly.kind !== 'GAP') return anomaly;
  const [told] = await causes.told(gapOf(anomaly));
  return told === undefined ? anomaly : { ...anomaly, evidence: { ...anomaly.evidence, cause: told.cause } };
}

/** Else a mistyped name would read as "nothing is wrong". */
function refuseUnknown(index: DefinitionIndex, { unit, pair, channel }: AnomaliesQuery): void {
  if (unit !== undefined) unitNamed(index, unit);
  if (pair !== undefined) pairNamed(index, pair);
  if (channel !== undefined) refuseUnmeasured(index, channel);
}

function isAsked(anomaly: Anomaly, { unit, pair, channel, kind, from, to }: AnomaliesQuery): boolean {
  return (
    (unit === undefined || anomaly.unit === unit) &&
    (pair === undefined || anomaly.pair === pair) &&
    (channel === undefined || anomaly.channels.includes(channel)) &&
    (kind === undefined || anomaly.kind === kind) &&
    (from === undefined || anomaly.to === null || anomaly.to >= from) &&
    (to === undefined || anomaly.from < to)
  );
}
