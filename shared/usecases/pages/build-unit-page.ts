import { pageKey } from '../../domain/archive/keys.ts';
import type { Bucket } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, headKey, headKind } from '../../domain/bucket/head.ts';
import { byText } from '../../domain/by-text.ts';
import { rulesWithin, type UnitRules } from '../../domain/detect/unit-facts.ts';
import { UNIT_PAGE_FORMAT } from '../../domain/detect/versions.ts';
import { type AnswerRules, calibrationBasis, rankNow } from '../../domain/experiment/answer-rules.ts';
import { unitsAnswered, unitsBasis } from '../../domain/experiment/units-read.ts';
import { type HoursRecord, hoursKey, hoursKind, MOST_HOURS_TEXT } from '../../domain/page/hours.ts';
import { stretchesOf } from '../../domain/page/stretches.ts';
import { type UnitPage, UnitPageBuilder } from '../../domain/page/unit-page.ts';
import { unitsMoved } from '../../domain/telemetry/page-units.ts';
import { digestOf } from '../../formats/digest.ts';
import { encodeRollup } from '../../formats/rollup-bytes.ts';
import { encodeUnitPage, type SeriesSections } from '../../formats/unit-page.ts';
import type { Ports } from '../../ports.ts';
import type { BucketAddress } from '../heads/bucket-address.ts';
import { readInSpans } from '../heads/read-samples.ts';
import {
  type DecodedSegments,
  type ReadSegment,
  segmentsIn,
  visibleEntries,
} from '../heads/read-segments.ts';
import { update, updateInHand } from '../known/update.ts';
import { writeDerived } from '../known/write-derived.ts';

/**
 * Computes the page of a bucket from its visible segments, unless the one it has was computed from the very same, and
 * points the head at it. A head that moved on meanwhile stays as it is, and due: then false.
 */
export async function refreshUnitPage(
  ports: Ports,
  at: BucketAddress,
  bucket: Bucket,
  head: HeadRecord,
  rules: UnitRules & { readonly answer: AnswerRules },
  decoded?: DecodedSegments,
): Promise<boolean> {
  const segments = segmentsIn(await visibleEntries(ports, at.experiment, head), null).sort(byKey);
  const rulesHere = rulesWithin(rules, bucket);
  const basis = digestOf([
    ...[UNIT_PAGE_FORMAT, segments.map((one) => [one.key, rankNow(rules.answer, one)]), rulesHere],
    ...calibrationBasis(rules.answer, bucket),
    ...unitsBasis(rules.answer, segments),
  ]);
  const units = unitsAnswered(rules.answer);
  if (head.page?.basis === basis && head.page.format === UNIT_PAGE_FORMAT)
    // What has no sample here is in another unit all the same.
    return (
      unitsMoved(head.page.units, units).size === 0 || pointedAt(ports, at, head, { ...head.page, units })
    );
  const { page, encoded, samples } = await unitPageOf(ports, bucket, segments, rules, decoded);
  const { bytes, sections } = encoded;
  const standing = head.page?.format === UNIT_PAGE_FORMAT ? head.page : null;
  const object = { bytes, contentType: 'application/octet-stream' };
  const derived = await writeDerived(ports, pageKey(at, at.unit, at.bucket), object, standing);
  // Before the head names the page: whoever finds the one without the other reads the page.
  await writeHours(ports, at, { v: head.v, page: derived.digest, series: hoursOf(page, sections) });
  return pointedAt(ports, at, head, { ...derived, basis, format: UNIT_PAGE_FORMAT, units, samples });
}

async function pointedAt(
  ports: Ports,
  at: BucketAddress,
  head: HeadRecord,
  page: NonNullable<HeadRecord['page']>,
): Promise<boolean> {
  const headNow = headKey(at.experiment, at.generation, at.unit, at.bucket);
  const pointed = await updateInHand(ports, headKind, headNow, (current) =>
    current === null || current.v !== head.v ? null : { ...current, page },
  );
  return pointed?.v === head.v;
}

/** The page that these segments give, and the digest of their samples: a pure function of segments and rules. */
export async function unitPageOf(
  ports: Ports,
  bucket: Bucket,
  segments: readonly ReadSegment[],
  rules: UnitRules & { readonly answer: AnswerRules },
  decoded?: DecodedSegments,
): Promise<{
  readonly page: UnitPage;
  readonly encoded: ReturnType<typeof encodeUnitPage>;
  readonly samples: string;
}> {
  const builder = new UnitPageBuilder(rulesWithin(rules, bucket));
  const ruled = new Set(rules.series.map(({ series }) => series));
  const spans = stretchesOf(bucket, rules.series, segments);
  const samples = await readInSpans(
    ports,
    rules.answer,
    { segments: [...segments].sort(byKey), spans },
    // A channel that a later definition dropped stays in the archive and its hash, but nothing judges it any more.
    (span, answered) => builder.add({ ...span, series: answered.filter(({ series }) => ruled.has(series)) }),
    decoded,
  );
  const page = builder.finish();
  return { page, encoded: encodeUnitPage(page), samples };
}

/** What the hourly item says of a page. */
export function hoursOf(page: UnitPage, sections: readonly SeriesSections[]): HoursRecord['series'] {
  const hours = page.rollups.map(({ coarse }, i) => ({
    series: sections[i]!.series,
    coarse: Buffer.from(encodeRollup(coarse)).toString('base64'),
    windowSeconds: coarse.windowSeconds,
    fine: sections[i]!.fine,
  }));
  const characters = hours.reduce((sum, { coarse }) => sum + coarse.length, 0);
  return characters <= MOST_HOURS_TEXT ? hours : null;
}

/** A run that was overtaken leaves the item to the one that knows more. */
async function writeHours(
  ports: Ports,
  { experiment, generation, unit, bucket }: BucketAddress,
  hours: Pick<HoursRecord, 'v' | 'page' | 'series'>,
): Promise<void> {
  await update(ports, hoursKind, hoursKey(experiment, generation, unit, bucket), (current) =>
    current !== null && (current.v > hours.v || (current.v === hours.v && current.page === hours.page))
      ? null
      : { unit, bucket, ...hours },
  );
}

function byKey(a: { key: string }, b: { key: string }): number {
  return byText(a.key, b.key);
}
