/** A bucket of a unit has changed: its page is computed anew, and the unit is laid beside its twins there. */
import type { AlignHint } from '../../contract/hints.ts';
import { type Bucket, bucketNamed } from '../../domain/bucket/bucket.ts';
import { COMPACT_ABOVE, type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { keptUpTo } from '../../domain/bucket/superseded-objects.ts';
import { unitRulesOf } from '../../domain/detect/unit-rules.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { pairsOf } from '../../domain/experiment/lookups.ts';
import { type PairRules, pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { compactHead } from '../heads/compact-head.ts';
import { letGo } from '../heads/let-go.ts';
import { DecodedSegments, segmentsIn } from '../heads/read-segments.ts';
import { sweepEntries } from '../heads/sweep-entries.ts';
import { withItemsInHand } from '../known/in-hand.ts';
import { loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { owedOn, payAll } from '../known/owe.ts';
import { updateInHand } from '../known/update.ts';
import { refreshUnitPage } from './build-unit-page.ts';
import { rangesOf } from './lay-pair.ts';
import { affectedBuckets, refreshDeltaPages } from './refresh-delta-page.ts';

/** Does what is due or owed of the bucket; a hint for one that is neither changes nothing. */
export async function alignTwins(allPorts: Ports, { experiment, unit, bucket }: AlignHint): Promise<void> {
  const ports = withItemsInHand(allPorts);
  const { serving: generation } = await loadRecord(ports, experiment);
  const at = { experiment, generation, unit, bucket };
  // Before the head: what these entries speak of is in it, or in its receipt, by now.
  const owed = await owedOn(ports, keyOf(at));
  const head = await dueHead(ports, at, owed.length > 0);
  if (head === null) return payAll(ports, owed);
  // Read after the head: what changes from now on makes the head due again, under a further v.
  const loaded = await loadExperiment(ports, experiment);
  const { index } = loaded;
  const events = await loaded.events();
  const span = bucketNamed(bucket, bucketDaysOf(index, unit));
  const decoded = new DecodedSegments();
  const rulesNow = { ...unitRulesOf(index, unit, events), answer: answerRulesOf(index, unit) };
  // Whoever moved the head on has hinted; what is owed on it stays so until that is done.
  if (!(await refreshUnitPage(ports, at, span, head, rulesNow, decoded))) return;
  for (const pair of pairsOf(index, unit)) {
    const rules = pairRulesOf(index, pair, events);
    // What has left is in no entry any more, and may be in any page beside this bucket.
    const reached = affectedBuckets(rules, unit, span).filter(
      (affected) => head.hasLeft || reaches(head, rules, affected),
    );
    await refreshDeltaPages(ports, { experiment, generation, pair: pair.id }, reached, decoded);
  }
  await markSubjectDue(ports, at, { kind: 'unit', id: unit }, bucket);
  await payAll(ports, owed);
  // The mark goes last: a run that ends before has left it, and is done again.
  await updateInHand(ports, headKind, keyOf(at), (current) => {
    if (!current?.due || current.v !== head.v) return null;
    const { hasLeft: _, ...laid } = current;
    return { ...laid, ...keptUpTo(head), due: false };
  });
}

/** Whether the head holds samples that decide pairs in the bucket: most are far from its neighbours. */
function reaches({ unit, entries }: HeadRecord, rules: PairRules, bucket: Bucket): boolean {
  const { flight, ground } = rangesOf(rules, bucket);
  return segmentsIn(entries, unit === rules.pair.flight ? flight : ground).length > 0;
}

const keyOf = (at: BucketAddress) => headKey(at.experiment, at.generation, at.unit, at.bucket);

/** The head if something of it is due or owed, cleared of what dead runs left and compacted where it has grown long. */
async function dueHead(ports: Ports, at: BucketAddress, isOwed: boolean): Promise<HeadRecord | null> {
  const head = (await ports.catalogue.get(headKind, keyOf(at)))?.item;
  if (head === undefined || !(head.due || isOwed)) return null;
  const isUntidy = head.entries.some((entry) => !entry.visible) || head.entries.length > COMPACT_ABOVE;
  if (!isUntidy) return letGo(ports, at, head);
  await sweepEntries(ports, at, head);
  await compactHead(ports, at);
  const tidy = (await ports.catalogue.get(headKind, keyOf(at)))?.item ?? null;
  return tidy === null ? null : letGo(ports, at, tidy);
}
