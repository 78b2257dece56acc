/** The newest sample of a unit that is not stamped later than the clock stands: only such a one shows that it is alive. */
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { bucketAt } from '../../domain/bucket/bucket.ts';
import { headKey, headKind, headPrefix } from '../../domain/bucket/head.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { type ReadSegment, readSegments, visibleEntries } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

export interface Asked {
  /** The newest sample that was judged; null where none was. */
  readonly judged: Micros | null;
  readonly at: Micros;
}

/** When it was measured, judged or not; null without any. */
export async function newestSample(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  unit: string,
  { judged, at }: Asked,
): Promise<Micros | null> {
  const days = bucketDaysOf(index, unit);
  const known = judged === null || judged > at ? null : judged;
  // Names of buckets sort as time does: the list begins behind the bucket before.
  const before = known === null ? null : bucketAt(bucketAt(known, days).from - 1, days).name;
  const page = before === null ? {} : { after: headKey(experiment, generation, unit, before).sort };
  const prefix = headPrefix(generation, unit);
  let newest = known;
  const later = (time: Micros) => {
    newest = newest === null ? time : Math.max(newest, time);
  };
  const across: ReadSegment[] = [];
  for await (const { item } of ports.catalogue.list(headKind, experiment, prefix, page)) {
    for (const segment of (await visibleEntries(ports, experiment, item)).flatMap((one) => one.segments)) {
      if (segment.to <= at) later(segment.to);
      else if (segment.from <= at) across.push(segment);
    }
  }
  // Of a segment that the clock stands within, only its times tell.
  for (const segment of across) {
    const range = { from: Math.max(segment.from, newest ?? segment.from), to: at + 1 };
    const [read] = await readSegments(ports, [segment], { range });
    const last = read?.frame.times.at(-1);
    if (last !== undefined) later(last);
  }
  return newest;
}

/** What is noted of units, by samples that are not ahead of the clock. */
export async function notAhead(
  ports: Ports,
  loaded: LoadedExperiment,
  noted: readonly SubjectRecord[],
  at: Micros,
): Promise<readonly SubjectRecord[]> {
  const ahead = noted.filter(({ asOf }) => asOf !== null && asOf > at);
  if (ahead.length === 0) return noted;
  const newest = new Map<string, Micros | null>();
  await sideBySide(ahead, async ({ id, asOf: judged }) => {
    if (loaded.index.units.has(id)) newest.set(id, await newestSample(ports, loaded, id, { judged, at }));
  });
  return noted.map((record) => {
    const asOf = newest.get(record.id);
    if (asOf === undefined) return record;
    return { ...record, asOf, first: asOf === null ? null : record.first };
  });
}
