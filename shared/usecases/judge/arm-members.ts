/** An arm is judged by what its units show, and what is found on it is told in their lists. */
import { type SubjectRecord, subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import { bucketAt } from '../../domain/bucket/bucket.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { twinShifts } from '../../domain/detect/drift/arm-rules.ts';
import {
  isArmJudged,
  seriesNamed,
  twinsHeldAgainst,
  unitsOfArm,
} from '../../domain/detect/drift/reference.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { armBucketOf } from './flag-arm.ts';
import type { Findings } from './flag-unit.ts';
import { changedFrom } from './pairs-reached.ts';

/**
 * The unit's pages or standstills have changed: its arm is due where it holds any unit against anything, and each arm that
 * holds one of its own against this unit as its twin.
 */
export async function markArmDue(
  ports: Ports,
  loaded: LoadedExperiment,
  subject: SubjectRecord,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
): Promise<void> {
  const { experiment, generation, index } = loaded;
  const own = index.units.get(subject.id)?.arm;
  const isJudged = own !== undefined && isArmJudged(index, own);
  const others = [...index.unitsByArm.keys()].filter((arm) =>
    twinsHeldAgainst(index, arm).includes(subject.id),
  );
  if (!isJudged && others.length === 0) return;
  const from = changedFrom(index, subject, lists);
  const mark = (arm: string, since: string | null) =>
    markSubjectDue(ports, { experiment, generation }, { kind: 'arm', id: arm }, since);
  if (isJudged) await mark(own, from === null ? null : armBucketOf(index, own, subject.id, from));
  if (others.length === 0) return;
  const events = await loaded.events();
  for (const arm of others) {
    const { shift = 0 } = twinShifts(index, arm, events).find(({ unit }) => unit === subject.id) ?? {};
    await mark(arm, from === null ? null : armBucketOf(index, arm, subject.id, from, shift));
  }
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
    const {
      asOf = null,
      compared = [],
      quiet = [],
    } = (await ports.catalogue.get(subjectKind, key))?.item ?? {};
    const { reached, quiet: quietNow = [] } = after.remember;
    const isKnown =
      canonicalJson([compared, quiet]) ===
      canonicalJson([seriesNamed(Object.keys(reached ?? {}), unit), seriesNamed(quietNow, unit)]);
    if (isKnown && told(unit, before) === told(unit, after.anomalies)) continue;
    const since = asOf === null ? null : bucketAt(asOf, bucketDaysOf(index, unit)).name;
    await markSubjectDue(ports, { experiment, generation }, { kind: 'unit', id: unit }, since);
  }
}
