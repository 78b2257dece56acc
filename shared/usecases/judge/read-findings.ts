import {
  type SubjectKind,
  type SubjectRecord,
  subjectKey,
  subjectKind,
} from '../../domain/anomaly/subject.ts';
import { type Anomaly, anomalySchema } from '../../domain/detect/registry.ts';
import { stuckIntervals } from '../../domain/detect/stuck/stuck.ts';
import { LruCache } from '../../domain/lru-cache.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { keptText, parseKept } from './unreadable.ts';

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

/** By key, which names the content. */
const MOST_ANOMALIES = 20_000;
const recent = new LruCache<readonly Anomaly[]>(MOST_ANOMALIES, (anomalies) => 1 + anomalies.length);

/** Fails with `Unreadable` where the key names no list. */
export function readAnomalies(ports: Ports, key: string): Promise<readonly Anomaly[]> {
  return recent.getOrRead(key, async () => parseKept(key, await keptText(ports, key), anomalySchema.array()));
}

/** When a series was stuck, as half-open intervals; one that lasts has no end. */
export function stuckStretches(anomalies: readonly Anomaly[], series: string): Interval[] {
  return stuckIntervals(anomalies, series).map(({ from, to }) => ({
    from,
    to: to === null ? Infinity : to + 1,
  }));
}
