/** Reads an inspected downlink by its source, into segments and rejects; nothing is visible yet. */
import type { IngestHint } from '../contract/hints.ts';
import { rawKey } from '../domain/archive/keys.ts';
import { bucketDaysOf } from '../domain/experiment/bucket-days.ts';
import { columnReading } from '../domain/experiment/column-reading.ts';
import { sourceFor } from '../domain/experiment/lookups.ts';
import { sourceCell } from '../domain/experiment/source-cells.ts';
import type { WideSource } from '../domain/experiment/source-schema.ts';
import type { ReceiptRecord } from '../domain/records/receipt.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ColumnReading } from '../domain/telemetry/reading.ts';
import { gunzip } from '../formats/compression/gunzip.ts';
import type { CsvPlan, CsvSink } from '../formats/csv/csv.ts';
import { readCsv } from '../formats/csv/read-csv.ts';
import { compileTimeFormats } from '../formats/time/compile-time-formats.ts';
import type { Ports } from '../ports.ts';
import type { Inspection } from './inspect-upload.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { RejectsWriter } from './write-rejects.ts';
import { SegmentWriter, type WrittenBucket } from './write-segments.ts';

export interface DownlinkReading
  extends Pick<ReceiptRecord, 'byReason' | 'ranges' | 'unmappedColumns' | 'warnings' | 'rejects'> {
  readonly source: string;
  readonly rows: number;
  readonly samples: number;
  readonly rejected: number;
  readonly buckets: readonly WrittenBucket[];
}

/** Fails with a Refusal where the file as a whole cannot be read; what fails in parts is rejected and counted. */
export async function readDownlink(
  ports: Ports,
  hint: IngestHint,
  receipt: ReceiptRecord,
  experiment: LoadedExperiment,
  inspection: Inspection,
): Promise<DownlinkReading> {
  const source = readableSource(experiment, receipt);
  const readings = columnReadings(experiment, source);
  const rejects = new RejectsWriter(ports, hint);
  const raw = ports.raw.open(rawKey(hint.experiment, hint.downlink));
  const unpacked = inspection.gzip ? gunzip(raw) : null;
  let writer: SegmentWriter | null = null;
  const sink: CsvSink = {
    batch: (batch) => {
      writer ??= newWriter(ports, hint, experiment, source, readings, batch.columns);
      return writer.add(batch);
    },
    reject: (reject) => rejects.add(reject),
  };
  // What stands before the end of a broken stream may be half a number: that row is not a reading.
  const isCutOff = () => unpacked !== null && unpacked.outcome().endedEarly !== null;
  const summary = await readCsv(unpacked?.chunks ?? raw, planOf(source), sink, isCutOff);
  const written = writer === null ? NOTHING_WRITTEN : await finish(writer);
  const outcome = unpacked?.outcome();
  const early = outcome?.endedEarly ?? null;
  return {
    source: source.id,
    rows: summary.rows,
    samples: summary.samples,
    rejected: summary.rejected,
    byReason: summary.byReason,
    unmappedColumns: [...summary.unmapped],
    buckets: written.buckets,
    ranges: written.ranges.map(({ series, ...range }) => ({ ...range, channel: series })),
    rejects: await rejects.finish(),
    warnings: [
      ...(early === null ? [] : [{ code: early.code, message: early.message }]),
      ...(outcome?.warnings ?? []),
      ...summary.warnings,
      ...written.promoted.map(promotionWarning),
    ],
  };
}

type Written = Awaited<ReturnType<SegmentWriter['finish']>>;
const NOTHING_WRITTEN: Written = { buckets: [], ranges: [], promoted: [] };

async function finish(writer: SegmentWriter): Promise<Written> {
  const written = await writer.finish();
  return { ...written, buckets: written.buckets.filter((bucket) => bucket.segments.length > 0) };
}

/** What this version reads: wide layouts in UTF-8 with a decimal point, in the channel's own unit. */
function readableSource({ definition }: LoadedExperiment, receipt: ReceiptRecord): WideSource {
  const source = sourceFor(definition, receipt.fileName, receipt.declaredSource);
  if (source.layout !== 'wide') throw notReadYet(source.id, 'layout', 'the long layout');
  if (source.rows !== undefined) throw notReadYet(source.id, 'rows', 'units or channels in rows');
  if (source.decimal !== '.') throw notReadYet(source.id, 'decimal', 'a decimal comma');
  if (source.encoding !== 'utf-8') throw notReadYet(source.id, 'encoding', source.encoding);
  if (source.header !== 1) throw notReadYet(source.id, 'header', `a header on line ${source.header}`);
  if (source.comment !== undefined) throw notReadYet(source.id, 'comment', 'comment lines');
  for (const [header, column] of Object.entries(source.columns)) {
    const channel = definition.channels.find((one) => one.id === column.channel);
    if (column.as !== undefined && column.as !== channel?.unit) {
      throw notReadYet(
        source.id,
        `columns.${header}.as`,
        `a conversion from ${column.as} to ${channel?.unit}`,
      );
    }
  }
  return source;
}

function notReadYet(source: string, field: string, what: string): Refusal {
  return new Refusal(
    'invalid',
    'source.not-read-yet',
    `the source "${source}" asks for ${what}, which this version does not read; the file is kept and can be read later`,
    { field: `sources.${source}.${field}` },
  );
}

function planOf(source: WideSource): CsvPlan {
  const { column, formats, zone, ambiguous } = source.time;
  return {
    time: { header: column, reader: compileTimeFormats(formats, zone ?? null, ambiguous) },
    keys: [],
    kindOf: () => 0,
    columns: Object.keys(source.columns).map((header) => ({ header })),
    event: null,
    ignore: [...source.ignore, ...(source.events === undefined ? [] : [source.events.column])],
    dialect: {
      delimiter: source.delimiter,
      decimal: source.decimal,
      comment: source.comment ?? null,
      headerLine: source.header,
      encoding: source.encoding,
    },
  };
}

/** What each mapped column, by its header, feeds. */
function columnReadings({ definition }: LoadedExperiment, source: WideSource): Map<string, ColumnReading> {
  return new Map(
    Object.keys(source.columns).flatMap((header) => {
      const cell = sourceCell(source, { texts: [], unit: null, reading: null }, header);
      return cell === null ? [] : [[header, columnReading(definition, cell)]];
    }),
  );
}

function newWriter(
  ports: Ports,
  hint: IngestHint,
  { definition, record }: LoadedExperiment,
  source: WideSource,
  readings: ReadonlyMap<string, ColumnReading>,
  present: readonly string[],
): SegmentWriter {
  const origin = { experiment: hint.experiment, rank: source.rank, readingRevision: record.readingRevision };
  return new SegmentWriter(ports, origin, {
    readingsOf: () => present.map((header) => readings.get(header) ?? null),
    daysOf: (unit) => bucketDaysOf(definition, unit),
  });
}

function promotionWarning(series: string) {
  return {
    code: 'channel.promoted',
    message: `"${series}" holds values that its declared storage cannot give back; it was kept as float64: declare its storage wider`,
  };
}
