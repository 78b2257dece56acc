/** An arm is judged by what its units show, and what is found on it is told in their lists. */
import { type SubjectRecord, subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { bucketAt } from '../../domain/bucket/bucket.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { comparedOf, isArmJudged, unitsOfArm } from '../../domain/detect/drift/reference.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { armBucketOf } from './flag-arm.ts';
import type { Findings } from './flag-unit.ts';
import { changedFrom } from './pairs-reached.ts';

/** The unit's pages or standstills have changed. Nothing where its arm holds no unit against anything. */
export async function markArmDue(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  subject: SubjectRecord,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
): Promise<void> {
  const arm = index.units.get(subject.id)?.arm;
  if (arm === undefined || !isArmJudged(index, arm)) return;
  const from = changedFrom(index, subject, lists);
  const since = from === null ? null : armBucketOf(index, arm, subject.id, from);
  await markSubjectDue(ports, { experiment, generation }, { kind: 'arm', id: arm }, since);
}

/**
 * Each unit of which something else is found on the arm than before, or that does not know what it is held against. Their
 * own pages are as they were.
 */
export async function markMembersDue(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  { id: arm }: SubjectRecord,
  { before, after }: { readonly before: readonly Anomaly[]; readonly after: Findings },
): Promise<void> {
  const told = (unit: string, anomalies: readonly Anomaly[]) =>
    canonicalJson(anomalies.filter((one) => one.unit === unit));
  for (const unit of unitsOfArm(index, arm)) {
    const key = subjectKey(experiment, generation, 'unit', unit);
    const { asOf = null, compared = [] } = (await ports.catalogue.get(subjectKind, key))?.item ?? {};
    const isKnown = JSON.stringify(compared) === JSON.stringify(comparedOf(after.remember.reached, unit));
    if (isKnown && told(unit, before) === told(unit, after.anomalies)) continue;
    const since = asOf === null ? null : bucketAt(asOf, bucketDaysOf(index, unit)).name;
    await markSubjectDue(ports, { experiment, generation }, { kind: 'unit', id: unit }, since);
  }
}
