/** A bucket of a unit has changed: its page is computed anew, and the unit is laid beside its twins there. */
import type { AlignHint } from '../contract/hints.ts';
import { seriesRulesOf } from '../domain/anomaly/unit-rules.ts';
import { bucketNamed } from '../domain/bucket/bucket.ts';
import { bucketDaysOf } from '../domain/experiment/bucket-days.ts';
import { pairsOf } from '../domain/experiment/lookups.ts';
import { COMPACT_ABOVE, type HeadRecord, headKey, headKind } from '../domain/records/head.ts';
import { pairRulesOf } from '../domain/twins/pair-rules.ts';
import type { Ports } from '../ports.ts';
import { affectedBuckets, refreshDeltaPage } from './build-delta-page.ts';
import { refreshUnitPage } from './build-unit-page.ts';
import type { BucketAddress } from './commit-entries.ts';
import { compactHead } from './compact-head.ts';
import { markSubjectDue } from './due-subjects.ts';
import { loadEvents } from './load-events.ts';
import { loadExperiment } from './load-experiment.ts';
import { update } from './update.ts';

/** Does what is due of the bucket; a hint for one that is not due changes nothing. */
export async function alignTwins(ports: Ports, { experiment, unit, bucket }: AlignHint): Promise<void> {
  const { definition, record } = await loadExperiment(ports, experiment);
  const generation = record.serving;
  const key = headKey(experiment, generation, unit, bucket);
  const head = await dueHead(ports, { experiment, generation, unit, bucket });
  if (head === null) return;
  const events = await loadEvents(ports, experiment, definition);
  const span = bucketNamed(bucket, bucketDaysOf(definition, unit));
  const rules = seriesRulesOf(definition, unit, events);
  await refreshUnitPage(ports, { experiment, generation, unit, bucket }, span, head, rules);
  for (const pair of pairsOf(definition, unit)) {
    const pairRules = pairRulesOf(definition, pair, events);
    if (pairRules.channels.length === 0) continue;
    for (const affected of affectedBuckets(pairRules, unit, span)) {
      await refreshDeltaPage(ports, { experiment, generation }, pairRules, affected);
    }
  }
  await markSubjectDue(ports, experiment, generation, 'unit', unit);
  // The mark goes last: a run that ends before has left it, and is done again.
  await update(ports, headKind, key, (current) =>
    current?.due && current.v === head.v ? { ...current, due: false } : null,
  );
}

/** The head if something of it is due, compacted first where it has grown long. */
async function dueHead(ports: Ports, at: BucketAddress): Promise<HeadRecord | null> {
  const key = headKey(at.experiment, at.generation, at.unit, at.bucket);
  const head = (await ports.catalogue.get(headKind, key))?.item;
  if (!head?.due) return null;
  if (head.entries.length <= COMPACT_ABOVE) return head;
  await compactHead(ports, at);
  return (await ports.catalogue.get(headKind, key))?.item ?? null;
}
