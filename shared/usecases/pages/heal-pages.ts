/** A page whose bytes are damaged is read by nobody any more, and its bucket is due: it is built anew from segments. */
import { bucketNamed, bucketsOver } from '../../domain/bucket/bucket.ts';
import { DAMAGED_PAGE, headKey, headKind } from '../../domain/bucket/head.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { damagedDeltas, deltaKey, deltaKind, isDamaged } from '../../domain/twins/delta-record.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owe } from '../known/owe.ts';
import { update } from '../known/update.ts';

/** Of a unit's bucket. Doing it again changes nothing until the page is built. */
export async function healUnitPage(ports: Ports, at: BucketAddress): Promise<void> {
  await markHeadDue(ports, at, 'damaged-page');
}

/** Of a pair's bucket, whether or not its record can still be read. */
export async function healDeltaPage(
  ports: Ports,
  {
    experiment,
    pair,
    bucket,
  }: { readonly experiment: string; readonly pair: string; readonly bucket: string },
): Promise<void> {
  const loaded = await loadExperiment(ports, experiment);
  const { index, generation } = loaded;
  await update(ports, deltaKind, deltaKey(experiment, generation, pair, bucket), (current) =>
    current === null || current.parts.every(isDamaged) ? null : damagedDeltas(current),
  );
  const rules = pairRulesOf(index, pairNamed(index, pair), await loaded.events());
  const { shiftMicros, marginMicros, flightDays, groundDays } = rules;
  const { flight, ground } = rules.pair;
  if (await markHeadDue(ports, { experiment, generation, unit: flight, bucket }, 'damaged-deltas')) return;
  // Nothing of the flight unit came there: the ground's samples without a partner are what the page holds.
  const { from, to } = bucketNamed(bucket, flightDays);
  const onGround = bucketsOver(
    from + shiftMicros - marginMicros,
    to + shiftMicros + marginMicros,
    groundDays,
  );
  for (const { name } of onGround)
    await markHeadDue(ports, { experiment, generation, unit: ground, bucket: name }, 'damaged-deltas');
}

/** False where there is no such head. */
async function markHeadDue(
  ports: Ports,
  { experiment, generation, unit, bucket }: BucketAddress,
  by: 'damaged-page' | 'damaged-deltas',
): Promise<boolean> {
  const key = headKey(experiment, generation, unit, bucket);
  const head = (await ports.catalogue.get(headKind, key))?.item;
  if (head === undefined) return false;
  await owe(ports, key, `${by}-${head.v}`);
  await update(ports, headKind, key, (current) => {
    if (current === null || (by === 'damaged-page' && current.page?.format === DAMAGED_PAGE)) return null;
    const page =
      by === 'damaged-deltas' || current.page === null
        ? current.page
        : { ...current.page, format: DAMAGED_PAGE };
    return { ...current, page, v: current.v + 1, due: true };
  });
  await ports.queues.align.send({ experiment, unit, bucket });
  return true;
}
