/** The archive as links to its segments. */
import type { BroughtOnWire, ExportOnWire, ExportSegmentOnWire } from '../../contract/export.ts';
import { bucketNamed } from '../../domain/bucket/bucket.ts';
import {
  type HeadEntry,
  type HeadRecord,
  headKey,
  headKind,
  headPrefix,
  type SegmentReference,
} from '../../domain/bucket/head.ts';
import { calibrationsInForce } from '../../domain/calibration/in-force.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { type AnswerRules, answerRulesOf, rankNow } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import { unitChanges } from '../../domain/experiment/units-read.ts';
import { isoOf, MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { lineBetween } from '../../domain/ucum/conversion.ts';
import type { Ports } from '../../ports.ts';
import { type ReadSegment, segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { waitingOf, waitingOnWire } from '../known/stopped-work.ts';
import { broughtBy } from './brought-by.ts';
import { computedBy } from './computed-by.ts';
import { archiveHash } from './hash-archive.ts';
import { refuseUnmeasured } from './series-asked.ts';
import { stuckIn } from './stuck-in.ts';

export interface ExportQuery {
  readonly unit?: string | undefined;
  readonly channel?: string | undefined;
  readonly from?: Micros | undefined;
  readonly to?: Micros | undefined;
  /** Only what comes after this bucket. */
  readonly after?: BucketName | undefined;
}

export interface BucketName {
  readonly unit: string;
  readonly bucket: string;
}

export interface ExportPage {
  readonly answer: Omit<ExportOnWire, 'next'>;
  /** Where to go on; null at the end. */
  readonly after: BucketName | null;
}

/** A page ends with the bucket that reaches either. */
const SEGMENTS_A_PAGE = 200;
const BROUGHT_A_PAGE = 5000;
const LINK_SECONDS = 3600;
const DIGEST = /([0-9a-f]{32})\.parquet$/;

/** Refuses unknown units and channels, and empty ranges. */
export async function exportSegments(
  ports: Ports,
  experiment: string,
  query: ExportQuery,
): Promise<ExportPage> {
  const loaded = await loadExperiment(ports, experiment);
  const { generation, revision, index } = loaded;
  const units = unitsAsked(index, query);
  const range = { from: query.from ?? -Infinity, to: query.to ?? Infinity };
  refuseEmpty(range);
  const hash = await archiveHash(ports, loaded);
  const { upstream, stopped } = await owedNow(ports, loaded);
  const found: { unit: string; bucket: string; segment: ReadSegment }[] = [];
  const brought: BroughtOnWire[] = [];
  const isFull = () => found.length >= SEGMENTS_A_PAGE || brought.length >= BROUGHT_A_PAGE;
  const entries: HeadEntry[] = [];
  const heads: HeadRecord[] = [];
  let after: BucketName | null = null;
  const page =
    query.after === undefined
      ? {}
      : { after: headKey(experiment, generation, query.after.unit, query.after.bucket).sort };
  for await (const { item } of ports.catalogue.list(headKind, experiment, headPrefix(generation), page)) {
    if (isFull()) break;
    const { unit, bucket } = item;
    if (!units.has(unit)) continue;
    const span = bucketNamed(bucket, bucketDaysOf(index, unit));
    if (span.to <= range.from || span.from >= range.to) continue;
    const visible = await visibleEntries(ports, experiment, item);
    heads.push(item);
    entries.push(...visible);
    for (const segment of bestOf(segmentsIn(visible, range), answerRulesOf(index, unit)))
      found.push({ unit, bucket, segment });
    brought.push(...(await broughtBy(ports, { experiment, generation, unit, bucket }, item, visible, range)));
    after = { unit, bucket };
  }
  const expiresAt = ports.clock.now() + LINK_SECONDS * MICROS_PER_SECOND;
  const segments = await Promise.all(
    found.map(({ unit, bucket, segment }) => {
      const rank = rankNow(answerRulesOf(index, unit), segment);
      const readIn = readInOther(answerRulesOf(index, unit), segment);
      return onWire(ports, { unit, bucket }, { ...segment, rank }, { expiresAt, readIn });
    }),
  );
  const readingRevisions = await revisionsOf(ports, experiment, entries);
  const calibrations = [...units].flatMap((unit) =>
    unitSeries(index, unit).flatMap((series) => calibrationsInForce(unit, series, range)),
  );
  const { stuck, subjects } = await stuckIn(ports, loaded, units);
  const answer = {
    ...{ experiment, revision, generation, hash, readingRevisions, calibrations, segments, brought, stuck },
    ...computedBy(loaded),
    ...(await readUnderOtherAnywhere(ports, loaded)),
    ...waitingOnWire(upstream, waitingOf(stopped, loaded, heads, subjects)),
  };
  return { answer, after: isFull() ? after : null };
}

/** Downlinks that brought the same name one object: it is listed once, with the best of their ranks. */
function bestOf(
  segments: readonly SegmentReference[],
  rules: Parameters<typeof rankNow>[0],
): SegmentReference[] {
  const best = new Map<string, SegmentReference>();
  for (const segment of segments) {
    const known = best.get(segment.key);
    if (known === undefined || rankNow(rules, segment) < rankNow(rules, known))
      best.set(segment.key, segment);
  }
  return [...best.values()];
}

function unitsAsked(index: DefinitionIndex, { unit, channel }: ExportQuery): Set<string> {
  const units = unit === undefined ? index.definition.units : [unitNamed(index, unit)];
  if (channel === undefined) return new Set(units.map(({ id }) => id));
  refuseUnmeasured(index, channel);
  const measures = (id: string) => unitSeries(index, id).some(({ series }) => series === channel);
  return new Set(units.map(({ id }) => id).filter(measures));
}

function refuseEmpty(range: { from: Micros; to: Micros }): void {
  if (range.from >= range.to) throw emptyRange('export', range);
}

type ReadIn = NonNullable<ExportSegmentOnWire['readIn']>;

/** For who reads the segment itself: what answers convert. */
function readInOther(rules: AnswerRules, { unitsRead }: ReadSegment): ReadIn {
  return Array.from(unitChanges(rules, unitsRead), ([series, change]) => ({
    series,
    ...change,
    line: change.from === null ? null : lineBetween(change.from, change.to),
  }));
}

async function onWire(
  ports: Ports,
  { unit, bucket }: BucketName,
  { key, rank, source, samples, from, to }: SegmentReference,
  { expiresAt, readIn }: { readonly expiresAt: Micros; readonly readIn: ReadIn },
): Promise<ExportSegmentOnWire> {
  const [bytes, url] = await Promise.all([
    ports.archive.size(key),
    ports.archive.presignGet(key, LINK_SECONDS),
  ]);
  const digest = DIGEST.exec(key)?.[1];
  if (bytes === null || digest === undefined) throw new Error(`the segment ${key} of ${unit} is missing`);
  const times = { from: isoOf(from), to: isoOf(to), expiresAt: isoOf(expiresAt) };
  const counted = { ...(source !== undefined && { source }), ...(samples !== undefined && { samples }) };
  return {
    unit,
    bucket,
    key,
    bytes,
    digest,
    ...counted,
    rank,
    ...(readIn.length > 0 && { readIn }),
    ...times,
    url,
  };
}

/** Of the downlinks that are still named by themselves, sorted. */
async function revisionsOf(
  ports: Ports,
  experiment: string,
  entries: readonly HeadEntry[],
): Promise<string[]> {
  const downlinks = new Set(entries.map(({ downlink }) => downlink).filter((id) => id !== null));
  const receipts = await Promise.all(
    Array.from(downlinks, (id) => ports.catalogue.get(receiptKind, receiptKey(experiment, id))),
  );
  const revisions = receipts.map((receipt) => receipt?.item.readingRevision ?? null);
  return [...new Set(revisions.filter((revision) => revision !== null))].sort();
}
