/** Reads an inspected downlink by its source, into segments and rejects; nothing is visible yet. */
import type { IngestHint } from '../../contract/hints.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { plausibleSpan } from '../../domain/experiment/plausible.ts';
import { unitsOf } from '../../domain/experiment/source-cells.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { shortened } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { EventLabels, MOST_LABELS } from '../../domain/timeline/event-labels.ts';
import { standingTwice, standingTwiceText } from '../../domain/timeline/standing-twice.ts';
import { countText, groupedText } from '../../domain/words/count.ts';
import type { Unpacked } from '../../formats/compression/unpacked.ts';
import type { ReadSummary } from '../../formats/reading/reading.ts';
import { readWhole } from '../../formats/source/read-whole.ts';
import { readerOf, type SourceReader } from '../../formats/source/source-reader.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { DownlinkSink, type OpenDownlink, openDownlink } from './downlink-sink.ts';
import type { Inspection } from './inspect-upload.ts';
import { MOST_REJECTS, RejectsWriter } from './write-rejects.ts';
import { SegmentWriter, type WritingPorts, type WrittenBucket } from './write-segments.ts';

export interface DownlinkReading
  extends Pick<
    ReceiptRecord,
    'byReason' | 'ranges' | 'unmappedColumns' | 'warnings' | 'events' | 'rejects' | 'unreadable'
  > {
  readonly source: string;
  readonly lines: number;
  readonly rows: number;
  readonly samples: number;
  readonly rejected: number;
  readonly buckets: readonly WrittenBucket[];
}

/** What a reading needs of the ports. */
export interface ReadingPorts extends WritingPorts {
  readonly raw: Pick<Ports['raw'], 'open'>;
}

/**
 * Fails with a Refusal where the file as a whole cannot be read; what fails in parts is rejected and counted.
 *
 * @param attempt where the file is read beside what is in force of it, whose rejects must stay; else null
 */
export async function readDownlink(
  ports: ReadingPorts,
  hint: IngestHint,
  experiment: LoadedExperiment,
  source: Source,
  inspection: Inspection,
  receivedAt: Micros,
  attempt: number | null = null,
): Promise<DownlinkReading> {
  const span = plausibleSpan(experiment.definition, experiment.plausibleSince, receivedAt);
  const reader = readerOf(experiment.index, source, span);
  let opened: OpenDownlink | null = null;
  const { summary, file, sink } = await readWhole(reader, {
    open: () => {
      opened = openDownlink(ports, inspection);
      return opened;
    },
    sink: () =>
      new DownlinkSink(
        new RejectsWriter(ports, { ...hint, attempt }),
        new EventLabels(source.events?.names ?? null),
        () => newWriter(ports, experiment, source, reader),
      ),
  }).catch((error: unknown) => {
    throw whyEmpty(error, opened?.unpacked ?? null);
  });
  const { writer, labels, rejects } = sink;
  const { unpacked } = file;
  const written = writer === null ? NOTHING_WRITTEN : await finish(writer);
  const events = await judgeLabels(experiment, source, labels);
  return {
    source: source.id,
    lines: summary.lines.all,
    rows: summary.rows,
    samples: summary.samples,
    rejected: summary.rejected,
    byReason: summary.byReason,
    unmappedColumns: [...summary.unmapped],
    buckets: written.buckets,
    ranges: written.ranges.map(({ series, ...range }) => ({ ...range, channel: series })),
    rejects: await rejects.finish(),
    unreadable: sink.unreadable.finish(),
    events: events.read,
    warnings: [
      ...unpackWarnings(unpacked),
      ...summary.warnings,
      ...unmappedRows(summary, source),
      ...events.warnings,
      ...written.promoted.map(promotionWarning),
      ...unlisted(rejects),
    ].map(inShort),
  };
}

/** A pack that broke off before its first byte is not an empty file. */
function whyEmpty(error: unknown, unpacked: Unpacked | null): unknown {
  const early = unpacked?.outcome().endedEarly ?? null;
  if (early === null || !(error instanceof Refusal) || error.code !== 'file.empty') return error;
  return new Refusal('invalid', early.code, early.message);
}

/** A name in it may be as long as a header. */
const LONGEST_WARNING = 1000;

function inShort({ code, message }: ReceiptRecord['warnings'][number]): ReceiptRecord['warnings'][number] {
  return { code, message: shortened(message, LONGEST_WARNING) };
}

function unlisted({ leftOut }: RejectsWriter): ReceiptRecord['warnings'] {
  if (leftOut === 0) return [];
  const message = `the list of rejects holds the first ${groupedText(MOST_REJECTS)}; ${countText(leftOut, 'more reject')} ${leftOut === 1 ? 'is' : 'are'} counted by reason and not listed`;
  return [{ code: 'rejects.more', message }];
}

type Written = Awaited<ReturnType<SegmentWriter['finish']>>;
const NOTHING_WRITTEN: Written = { buckets: [], ranges: [], promoted: [] };

async function finish(writer: SegmentWriter): Promise<Written> {
  const written = await writer.finish();
  return { ...written, buckets: written.buckets.filter((bucket) => bucket.segments.length > 0) };
}

function newWriter(
  ports: ReadingPorts,
  { experiment, readingRevision, index }: LoadedExperiment,
  source: Source,
  reader: SourceReader,
): SegmentWriter {
  const origin = { experiment, source: source.id, rank: source.rank, readingRevision };
  return new SegmentWriter(ports, origin, {
    readingsOf: (kind, columns) => reader.readingsOf(kind, columns),
    daysOf: (unit) => bucketDaysOf(index, unit),
  });
}

interface JudgedLabels {
  readonly read: ReceiptRecord['events'];
  readonly warnings: ReceiptRecord['warnings'];
}

/** What the event column brings (READ), or where it differs from the events that are known (CHECK). */
async function judgeLabels(
  loaded: LoadedExperiment,
  source: Source,
  labels: EventLabels,
): Promise<JudgedLabels> {
  if (source.events === undefined || labels.count === 0) return { read: [], warnings: [] };
  const { use, accuracy, units = unitsOf(loaded.definition, source), column } = source.events;
  if (use === 'CHECK') {
    const mismatches = labels.mismatches(units, accuracy, await loaded.events());
    return { read: [], warnings: [...labels.notices(), ...mismatches] };
  }
  const read = labels.eventsOf(units, accuracy).map(({ name, unit, at }) => ({ name, unit, at, accuracy }));
  if (labels.count <= MOST_LABELS && read.length <= MOST_LABELS)
    return { read, warnings: [...labels.notices(), ...(await twiceNotices(loaded, read))] };
  throw new Refusal(
    'invalid',
    'downlink.too-many-events',
    `the column ${column} would bring ${Math.max(labels.count, read.length)} events, one downlink at most ${MOST_LABELS}: events are never changed once they are recorded, so nothing was taken in; check (use: CHECK) or ignore the column`,
    { column },
  );
}

/** Of the reference event, where the file brings a second one of a unit. */
async function twiceNotices(
  loaded: LoadedExperiment,
  read: ReceiptRecord['events'],
): Promise<ReceiptRecord['warnings']> {
  const { reference } = loaded.definition;
  if (reference === undefined) return [];
  const units = new Set(read?.filter(({ name }) => name === reference).map(({ unit }) => unit));
  const events = [...(await loaded.events()), ...(read ?? [])];
  return [...units].flatMap((unit) => {
    const twice = standingTwice(events, reference, unit);
    return twice === null ? [] : [{ code: 'event.stands-twice', message: standingTwiceText(twice) }];
  });
}

function unpackWarnings(unpacked: Unpacked | null): ReceiptRecord['warnings'] {
  if (unpacked === null) return [];
  const { endedEarly, warnings } = unpacked.outcome();
  const early = endedEarly === null ? [] : [{ code: endedEarly.code, message: endedEarly.message }];
  return [...early, ...warnings];
}

/** Rows are rejected one by one; what they have in common is said once. */
const MOST_NAMED = 10;

function unmappedRows({ unmappedKeys }: ReadSummary, source: Source): ReceiptRecord['warnings'] {
  if (unmappedKeys.length === 0) return [];
  const named = unmappedKeys
    .slice(0, MOST_NAMED)
    .map(
      ({ texts, rows }) =>
        `${texts.map((text) => JSON.stringify(text)).join(' ')} (${countText(rows, 'row')})`,
    );
  const rest = unmappedKeys.length - named.length;
  const more = rest > 0 ? ` and ${rest} others` : '';
  const message = `the source ${source.id} does not say what these rows speak of: ${named.join(', ')}${more}; name them in its rows, or ignore them`;
  return [{ code: 'row.unmapped', message }];
}

function promotionWarning(series: string) {
  return {
    code: 'channel.promoted',
    message: `"${series}" holds values that its declared storage cannot give back; it was kept as float64: declare its storage wider`,
  };
}
