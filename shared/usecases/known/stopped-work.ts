/** Heads and subjects at which nobody tries any more, as long as they are what was tried. */
import { SUBJECT, type SubjectRecord, subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { ASSAY, assayKind } from '../../domain/assay/assay-record.ts';
import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { type Key, kindOf } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

/** By sort key of the item: the version that is stopped. */
export type Stopped = ReadonlyMap<string, number>;

/** The head or subject as it stands now; null where there is none. */
export async function itemNow(
  ports: Ports,
  item: Key,
): Promise<{ readonly v: number; readonly due: boolean } | null> {
  if (kindOf(item) === ASSAY) return (await ports.catalogue.get(assayKind, item))?.item ?? null;
  if (kindOf(item) === SUBJECT) return (await ports.catalogue.get(subjectKind, item))?.item ?? null;
  return (await ports.catalogue.get(headKind, item))?.item ?? null;
}

/** What an answer does not hold yet. */
export interface Waiting {
  /** What comes by itself. */
  readonly pending: number;
  /** What comes with new data, another definition or newer code only. */
  readonly stopped: number;
}

/** Of the heads and subjects that an answer rests on. */
export function waitingOf(
  stopped: Stopped,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  heads: readonly HeadRecord[],
  subjects: readonly (SubjectRecord | null)[],
): Waiting {
  const due = [
    ...heads.map((head) => ({
      ...{ v: head.v, due: head.due },
      key: headKey(experiment, generation, head.unit, head.bucket),
    })),
    ...subjects.flatMap((subject) =>
      subject === null
        ? []
        : [
            {
              ...{ v: subject.v, due: subject.due },
              key: subjectKey(experiment, generation, subject.kind, subject.id),
            },
          ],
    ),
  ].filter((item) => item.due);
  const isStopped = due.filter(({ key, v }) => stopped.get(key.sort) === v);
  return { pending: due.length - isStopped.length, stopped: isStopped.length };
}

export function both(a: Waiting, b: Waiting): Waiting {
  return { pending: a.pending + b.pending, stopped: a.stopped + b.stopped };
}

/** As answers say it: what is stopped is named only where something is. */
export function waitingOnWire(upstream: number, { pending, stopped }: Waiting) {
  return { pending: upstream + pending, ...(stopped > 0 && { stopped }) };
}
