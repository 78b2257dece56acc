import {
  type SubjectKind,
  type SubjectRecord,
  subjectKey,
  subjectKind,
} from '../../domain/anomaly/subject.ts';
import type { Ports } from '../../ports.ts';
import { update } from './update.ts';

/**
 * Notes that something the subject is computed from has changed, from the bucket `since` on (null: anywhere), then hints.
 * The mark is what counts.
 */
export async function markSubjectDue(
  ports: Ports,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  { kind, id }: { readonly kind: SubjectKind; readonly id: string },
  since: string | null,
): Promise<void> {
  await update(ports, subjectKind, subjectKey(experiment, generation, kind, id), (current) => ({
    ...(current ?? newSubject(kind, id)),
    v: (current?.v ?? 0) + 1,
    since: current?.due === false ? since : earlier(current?.since ?? null, since),
    due: true,
  }));
  await ports.queues.flag.send({ experiment, subject: kind, id });
}

/** The earlier of two buckets; null is before all. */
export function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a < b ? a : b;
}

function newSubject(kind: SubjectKind, id: string): SubjectRecord {
  return {
    kind,
    id,
    v: 0,
    anomalies: null,
    asOf: null,
    journaled: null,
    since: null,
    folded: null,
    closed: null,
    shiftMicros: null,
    reached: null,
    progress: null,
    first: null,
    compared: [],
    quiet: [],
    noise: [],
    due: false,
  };
}
