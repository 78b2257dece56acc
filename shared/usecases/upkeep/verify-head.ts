/** Whether a head says what its objects hold: segments by their digests, and the page as it would be built now. */
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import type { HeadRecord, SegmentReference } from '../../domain/bucket/head.ts';
import { unitRulesOf } from '../../domain/detect/unit-rules.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { UNIT_PAGE_FORMAT } from '../../domain/page/unit-page.ts';
import type { UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { sha256 } from '../../formats/digest.ts';
import { ObjectMissing, type ObjectName, type Ports, versionNamed } from '../../ports.ts';
import { mergedListOf } from '../heads/merged-list.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { unitPageOf } from '../pages/build-unit-page.ts';

/** More than any object has: read by range, no memory of this process stands between. */
const WHOLE = 2 ** 31;
const DIGITS = 32;

/** The digest of an object as it stands in the store; null where it is gone. */
export async function storedDigest(ports: Ports, name: ObjectName): Promise<string | null> {
  try {
    return sha256(await ports.archive.readRange(name, 0, WHOLE)).slice(0, DIGITS);
  } catch (error) {
    if (error instanceof ObjectMissing) return null;
    throw error;
  }
}

/** Tells where an object has not the digest that it is named by. */
export async function verifyObject(
  ports: Ports,
  tally: UpkeepTally,
  name: ObjectName,
  digest: string,
): Promise<boolean> {
  const { key } = versionNamed(name);
  tally.look(key.split('/', 1)[0] ?? key);
  // Before keys stayed the same they named the content.
  const expected = digest === key ? /([0-9a-f]{32})\.[a-z.]+$/.exec(key)?.[1] : digest;
  const got = await storedDigest(ports, name);
  if (got === expected) return true;
  tally.differ(key, got === null ? 'the object is gone' : `its digest is ${got}, expected ${expected}`);
  return false;
}

export async function verifyHead(
  ports: Ports,
  tally: UpkeepTally,
  loaded: LoadedExperiment,
  head: HeadRecord,
): Promise<void> {
  const { experiment, generation, index } = loaded;
  const segments = segmentsIn(await visibleEntries(ports, experiment, head), null);
  let areSound = true;
  for (const { key } of segments) areSound = (await verifyObject(ports, tally, key, key)) && areSound;
  // Fails with `Damaged`, which names it.
  await mergedListOf(ports, head);
  const { page } = head;
  if (page === null || page.format !== UNIT_PAGE_FORMAT) return;
  const isSound = await verifyObject(ports, tally, page, page.digest);
  // What is due is not built yet, and of damaged segments nothing can be built.
  if (head.due || !areSound || !isSound || !index.units.has(head.unit)) return;
  await verifyPage(ports, tally, loaded, { head, page, segments, generation });
}

async function verifyPage(
  ports: Ports,
  tally: UpkeepTally,
  { experiment, index, events }: LoadedExperiment,
  {
    head: { unit, bucket },
    page,
    segments,
  }: {
    readonly head: HeadRecord;
    readonly page: NonNullable<HeadRecord['page']>;
    readonly segments: readonly SegmentReference[];
    readonly generation: number;
  },
): Promise<void> {
  const rules = { ...unitRulesOf(index, unit, await events()), answer: answerRulesOf(index, unit) };
  const span = bucketNamed(bucket, bucketDaysOf(index, unit));
  const built = await unitPageOf(ports, span, segments, rules);
  tally.look('pages built');
  if (sha256(built.encoded.bytes).slice(0, DIGITS) !== page.digest)
    tally.differ(page.key, `built from its segments the page of ${experiment} ${unit} is another one`);
  if (built.samples !== page.samples)
    tally.differ(page.key, 'the digest of its samples is not that of its segments');
}
