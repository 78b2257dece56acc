import {
  type SubjectKind,
  type SubjectRecord,
  subjectKey,
  subjectKind,
} from '../../domain/anomaly/subject.ts';
import type { Derived } from '../../domain/archive/derived.ts';
import { type Anomaly, anomalySchema } from '../../domain/detect/registry.ts';
import { stuckIntervals } from '../../domain/detect/stuck/stuck.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { keptText, parseKept } from '../known/intact.ts';

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
  const list = stored?.item.anomalies ?? null;
  return { record: stored?.item ?? null, anomalies: list === null ? [] : await readAnomalies(ports, list) };
}

/** By the digest of their list. */
const MOST_ANOMALIES = 20_000;
const recent = new LruCache<readonly Anomaly[]>(MOST_ANOMALIES, (anomalies) => 1 + anomalies.length);

/** Fails with `Damaged` where there is no such list. */
export function readAnomalies(ports: Ports, list: Derived): Promise<readonly Anomaly[]> {
  return recent.getOrRead(list.digest, async () =>
    parseKept(list.key, await keptText(ports, list), anomalySchema.array()),
  );
}

/** When a series was stuck, as half-open intervals; one that lasts has no end. */
export function stuckStretches(anomalies: readonly Anomaly[], series: string): Interval[] {
  return stuckIntervals(anomalies, series).map(({ from, to }) => ({
    from,
    to: to === null ? Infinity : to + 1,
  }));
}
