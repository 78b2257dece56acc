import { type Anomaly, anomalySchema } from '../domain/anomaly/anomaly.ts';
import { stuckIntervals } from '../domain/anomaly/stuck.ts';
import { type SubjectKind, type SubjectRecord, subjectKey, subjectKind } from '../domain/records/subject.ts';
import { type UnitPage, unitPageSchema } from '../domain/telemetry/unit-page.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { Ports } from '../ports.ts';

/** A unit's page by its key. */
export async function readUnitPage(ports: Ports, key: string): Promise<UnitPage> {
  return unitPageSchema.parse(JSON.parse(Buffer.from(await ports.archive.read(key)).toString()));
}

export interface SubjectFindings {
  readonly record: SubjectRecord | null;
  readonly anomalies: readonly Anomaly[];
}

/** What was found on a unit or pair, as it stands. */
export async function readFindings(
  ports: Ports,
  experiment: string,
  generation: number,
  kind: SubjectKind,
  id: string,
): Promise<SubjectFindings> {
  const stored = await ports.catalogue.get(subjectKind, subjectKey(experiment, generation, kind, id));
  const key = stored?.item.anomalies ?? null;
  return { record: stored?.item ?? null, anomalies: key === null ? [] : await readAnomalies(ports, key) };
}

export async function readAnomalies(ports: Ports, key: string): Promise<Anomaly[]> {
  return anomalySchema.array().parse(JSON.parse(Buffer.from(await ports.archive.read(key)).toString()));
}

/** When a series was stuck, as half-open intervals; one that lasts has no end. */
export function stuckStretches(anomalies: readonly Anomaly[], series: string): Interval[] {
  return stuckIntervals(anomalies, series).map(({ from, to }) => ({
    from,
    to: to === null ? Infinity : to + 1,
  }));
}
