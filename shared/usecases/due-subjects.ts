import { type SubjectKind, type SubjectRecord, subjectKey, subjectKind } from '../domain/records/subject.ts';
import type { Ports } from '../ports.ts';
import { update } from './update.ts';

/** Notes that something the subject is computed from has changed, then hints. The mark is what counts. */
export async function markSubjectDue(
  ports: Ports,
  experiment: string,
  generation: number,
  kind: SubjectKind,
  id: string,
): Promise<void> {
  await update(ports, subjectKind, subjectKey(experiment, generation, kind, id), (current) => ({
    ...(current ?? newSubject(kind, id)),
    v: (current?.v ?? 0) + 1,
    due: true,
  }));
  await ports.queues.flag.send({ experiment, subject: kind, id });
}

function newSubject(kind: SubjectKind, id: string): SubjectRecord {
  return { kind, id, v: 0, anomalies: null, asOf: null, journaled: null, due: false };
}
