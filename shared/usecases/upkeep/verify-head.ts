/** Whether a head says what its objects hold: segments by their digests, and the page as it would be built now. */
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { Damaged } from '../../domain/damaged.ts';
import { unitRulesOf } from '../../domain/detect/unit-rules.ts';
import { UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { hoursKey, hoursKind } from '../../domain/page/hours.ts';
import type { Difference } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { mergedListOf } from '../heads/merged-list.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { hoursOf, unitPageOf } from '../pages/build-unit-page.ts';
import { type Looking, verifyComputed } from './verify-computed.ts';
import { verifyObject } from './verify-object.ts';

const DIGITS = 32;

export async function verifyHead(looking: Looking, head: HeadRecord): Promise<void> {
  const { ports, tally, loaded } = looking;
  const segments = segmentsIn(await visibleEntries(ports, loaded.experiment, head), null);
  let areSound = true;
  const advice = () => rereadAdvice(ports, loaded.experiment, head);
  for (const { key } of segments) areSound = (await verifyObject(ports, tally, key, key, advice)) && areSound;
  const merged = head.entries.find(({ downlink }) => downlink === null)?.merged;
  // By its digest: a packed list reads the same with a bit of its header changed.
  if (merged !== undefined) await verifyObject(ports, tally, merged, merged);
  const { page, unit, bucket } = head;
  if (page === null || page.format !== UNIT_PAGE_FORMAT) {
    tally.look('pages left, pending');
    return;
  }
  const isSound = await verifyObject(ports, tally, page, page.digest);
  // Of damaged segments nothing can be built.
  if (!areSound || !isSound) return;
  await verifyComputed(looking, {
    name: 'pages',
    units: [unit],
    compare: (now) => differingPage(ports, now, unit, bucket),
  });
}

/** Undefined where the list of them is damaged too. */
async function rereadAdvice(ports: Ports, experiment: string, head: HeadRecord): Promise<string | undefined> {
  const own = head.entries.flatMap(({ downlink }) => downlink ?? []);
  try {
    const { entries } = await mergedListOf(ports, head);
    const all = [...new Set([...entries.flatMap(({ downlink }) => downlink ?? []), ...own])];
    if (all.length === 0) return undefined;
    const named = all.slice(0, MOST_REREAD);
    const rest =
      all.length > named.length
        ? `, and so the ${all.length - named.length} others of ${head.unit} there`
        : '';
    return `${typedCommand(`reread ${named.join(' ')} -e ${experiment}`)} makes it again${rest}`;
  } catch (error) {
    if (error instanceof Damaged) return undefined;
    throw error;
  }
}

/** Downlinks that an advice names. */
const MOST_REREAD = 10;

async function differingPage(
  ports: Ports,
  { experiment, generation, index, events }: LoadedExperiment,
  unit: string,
  bucket: string,
): Promise<readonly Difference[] | null> {
  const head = (await ports.catalogue.get(headKind, headKey(experiment, generation, unit, bucket)))?.item;
  const page = head?.page;
  if (!head || !page || head.due || page.format !== UNIT_PAGE_FORMAT || !index.units.has(unit)) return null;
  const rules = { ...unitRulesOf(index, unit, await events()), answer: answerRulesOf(index, unit) };
  const span = bucketNamed(bucket, bucketDaysOf(index, unit));
  const segments = segmentsIn(await visibleEntries(ports, experiment, head), null);
  const built = await unitPageOf(ports, span, segments, rules);
  const differs: Difference[] = [];
  if (sha256(built.encoded.bytes).slice(0, DIGITS) !== page.digest)
    differs.push({ key: page.key, why: `the segments of ${unit} give another page than is kept` });
  if (built.samples !== page.samples)
    differs.push({ key: page.key, why: 'the digest of its samples is not that of its segments' });
  const key = hoursKey(experiment, generation, unit, bucket);
  const hours = (await ports.catalogue.get(hoursKind, key))?.item;
  const expected = JSON.stringify(hoursOf(built.page, built.encoded.sections));
  // One of another page is read by nobody.
  if (hours?.page === page.digest && JSON.stringify(hours.series) !== expected)
    differs.push({ key: `${experiment}/${key.sort}`, why: 'it does not hold the hours of the page' });
  return differs;
}
