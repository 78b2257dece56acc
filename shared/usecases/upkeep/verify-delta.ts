/** Whether the delta pages of a pair's bucket are what the segments of its units come to, laid side by side again. */
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { deltaParts } from '../../domain/twins/delta-parts.ts';
import { type DeltaRecord, deltaKey, deltaKind, isDamaged } from '../../domain/twins/delta-record.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { Difference } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { DecodedSegments } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { overlayPorts } from '../known/overlay-ports.ts';
import { inputsOf } from '../pages/lay-pair.ts';
import { laidPart } from '../pages/lay-part.ts';
import { type Looking, verifyComputed } from './verify-computed.ts';
import { verifyObject } from './verify-object.ts';

export async function verifyDelta(looking: Looking, { pair, bucket, parts }: DeltaRecord): Promise<void> {
  const { ports, tally, loaded } = looking;
  let areSound = true;
  for (const part of parts) areSound = (await verifyObject(ports, tally, part, part.digest)) && areSound;
  const known = loaded.index.pairs.get(pair);
  if (!areSound || known === undefined) return;
  await verifyComputed(looking, {
    name: 'delta pages',
    units: [known.flight, known.ground],
    compare: (now) => differingParts(ports, now, pair, bucket),
  });
}

async function differingParts(
  ports: Ports,
  { experiment, generation, index, events }: LoadedExperiment,
  pair: string,
  bucket: string,
): Promise<readonly Difference[] | null> {
  const record = (await ports.catalogue.get(deltaKind, deltaKey(experiment, generation, pair, bucket)))?.item;
  if (record === undefined || record.parts.some(isDamaged) || !index.pairs.has(pair)) return null;
  const rules = pairRulesOf(index, pairNamed(index, pair), await events());
  // What is compared no more keeps its pages.
  if (rules.channels.length === 0) return null;
  const span = bucketNamed(bucket, rules.flightDays);
  const at = { experiment, generation, pair, bucket };
  const inputs = await inputsOf(ports, at, rules, span);
  const decoded = new DecodedSegments();
  const standing = new Map(record.parts.map(({ key, digest }) => [key, digest]));
  const differs: Difference[] = [];
  for (const part of deltaParts(span, rules)) {
    // A new overlay for each: what was laid is not held.
    const laid = await laidPart(overlayPorts(ports), at, rules, part, inputs, null, decoded);
    if (laid === null) continue;
    if (standing.get(laid.key) !== laid.digest)
      differs.push({ key: laid.key, why: `the segments of ${pair} give another part than is kept` });
    standing.delete(laid.key);
  }
  for (const key of standing.keys()) differs.push({ key, why: `the segments of ${pair} give no such part` });
  return differs;
}
