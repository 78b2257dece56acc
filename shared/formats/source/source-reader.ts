import type { Declared } from '../../domain/experiment/declared.ts';
import type { PlausibleSpan } from '../../domain/experiment/plausible.ts';
import type { CsvSource, Source } from '../../domain/experiment/source-schema.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { epochDoubt, type FarCounts } from '../../domain/survey/epoch-fit.ts';
import { type FoldCorrection, foldCorrections } from '../../domain/survey/fold-corrections.ts';
import { FoldLook, type FoldStretch } from '../../domain/survey/fold-look.ts';
import type { FedSeries } from '../../domain/survey/judge-file.ts';
import type { ColumnReading } from '../../domain/telemetry/reading.ts';
import type { Micros } from '../../domain/time.ts';
import type { CsvDialect } from '../csv/csv.ts';
import { readCsv } from '../csv/read-csv.ts';
import { readNdjson } from '../ndjson/read-ndjson.ts';
import type { FilePass, ReadSink, ReadSummary } from '../reading/reading.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { inOtherOrder, withDayAndMonthExchanged } from '../time/other-order.ts';
import { compileZone, foldsOf, type LocalToInstant } from '../time/zone.ts';
import { planOfSource, type SourcePlan } from './source-plan.ts';

/** Reads one file of a source, whatever its format. */
export interface SourceReader {
  /**
   * Hands what the bytes hold to the sink. `cutOff` is asked when they have ended: true says that more should have come
   * (a gzip stream that broke off). Fails with a refusal where the file as a whole cannot be read. Nobody takes in what
   * this hands out but through `read-whole.ts`, which judges the whole.
   */
  read(
    chunks: AsyncIterable<Uint8Array>,
    sink: ReadSink,
    cutOff?: () => boolean,
    pass?: FilePass,
  ): Promise<ReadSummary>;
  /** Names of all columns of values that the source maps; a file need not have them all. */
  readonly columns: readonly string[];
  /** What the cells of these columns are in rows of a kind; null where rows and columns do not say. */
  readingsOf(kind: number, columns: readonly string[]): readonly (ColumnReading | null)[];
  /** What the columns of a row of the kind feed, with the period that its channel declares; null where nothing. */
  seriesOf(kind: number, columns: readonly string[]): readonly (FedSeries | null)[];
  /** The shortest period declared for what a row of the kind feeds; null where it feeds nothing. */
  periodOf(kind: number): Micros | null;
  /** The refusal of a file most of whose times are counts of another unit or epoch; null where it is none. */
  refusalOf(counts: FarCounts): Refusal | null;
  /** What is to be said of counts that would be fresh from another epoch, where the file's latest day is `last`; null for none. */
  epochDoubt(last: Micros | null): string | null;
  /** Looks at the hours that the source's clock shows twice; null where it shows none, or they are rejected. */
  foldLook(): FoldLook | null;
  correctionsOf(stretches: readonly FoldStretch[]): readonly FoldCorrection[];
  readonly clock: SourceClock;
}

/** How the source reads times, as the judgement of a file asks it. */
export interface SourceClock {
  readonly formats: string;
  /** Whether nothing says how far back the data may reach. */
  readonly isOpenToThePast: boolean;
  /** As `TimeReader.hoursShown`. */
  hoursShown(): number;
  /** The instant that is meant where day and month of the text are exchanged; null where no pattern has both. */
  exchanged(at: Micros): Micros | null;
  /** Whether a row of this instant is read; a span of a source's files may be open to the past. */
  isPlausible(at: Micros): boolean;
  /** The source with day and month exchanged in its patterns; null where none has both. */
  inOtherOrder(): SourceReader | null;
}

/**
 * The door of all formats: who brings another one gives it a reader here, by the source's `format`. Fails with `time.*`
 * or `unit.*` where the source cannot be followed.
 */
export function readerOf(
  declared: Declared,
  source: Source,
  span: PlausibleSpan | null = null,
): SourceReader {
  const { read: plan, readingsOf, seriesOf, periodOf } = planOfSource(declared, source, span);
  const clock = clockOf(declared, source, span, plan.time.reader);
  const { zone = 'UTC', ambiguous } = source.time;
  const foldAt = ambiguous === 'REJECT' ? null : foldsOf(zone);
  const foldLook = () => (foldAt === null ? null : new FoldLook(foldAt, ambiguous === 'LATER'));
  const correctionsOf = (stretches: readonly FoldStretch[]) => foldCorrections(stretches, ambiguous, zone);
  // Where the source says its own epoch, no other one is looked for.
  const counted = source.time.epoch === undefined ? source.time.formats : [];
  const refusalOf = (counts: FarCounts) => (span === null ? null : counts.refusal(counted, span));
  const doubtOf = (last: Micros | null) => (span === null ? null : epochDoubt(counted, last, span));
  const columns = plan.columns.map(({ header }) => header);
  const known = {
    columns,
    readingsOf,
    seriesOf,
    periodOf,
    refusalOf,
    epochDoubt: doubtOf,
    foldLook,
    correctionsOf,
    clock,
  };
  switch (source.format) {
    case 'csv': {
      const csv = { ...plan, dialect: dialectOf(source) };
      return { read: (chunks, sink, cutOff, pass) => readCsv(chunks, csv, sink, cutOff, pass), ...known };
    }
    case 'sams-pad':
      return { read: (chunks, sink, cutOff, pass) => readPads(chunks, plan, sink, cutOff, pass), ...known };
    case 'ndjson':
      return { read: (chunks, sink, cutOff, pass) => readNdjson(chunks, plan, sink, cutOff, pass), ...known };
  }
}

function clockOf(
  declared: Declared,
  source: Source,
  span: PlausibleSpan | null,
  { hoursShown }: TimeReader,
): SourceClock {
  const { formats, zone } = source.time;
  const hasDayAndMonth = zone !== undefined && formats.some((format) => inOtherOrder(format) !== null);
  let toInstant: LocalToInstant | null = null;
  return {
    formats: formats.join(' or '),
    isOpenToThePast: (span?.from ?? null) === null,
    hoursShown,
    exchanged: (at) => {
      if (!hasDayAndMonth) return null;
      toInstant ??= compileZone(zone, 'EARLIER');
      return withDayAndMonthExchanged(at, toInstant);
    },
    isPlausible: (at) => span === null || (at >= (span.from ?? 0) && at < span.to),
    inOtherOrder: () => {
      if (!hasDayAndMonth) return null;
      const time = { ...source.time, formats: formats.map((format) => inOtherOrder(format) ?? format) };
      return readerOf(declared, { ...source, time }, span);
    },
  };
}

const PAD_DIALECT: CsvDialect = {
  ...{ delimiter: ',', decimal: '.', comment: null, headerLine: 1, encoding: 'utf-8', lastLine: 'whole' },
};

/** Rare: loaded where such a file comes. */
async function readPads(
  chunks: AsyncIterable<Uint8Array>,
  plan: SourcePlan['read'],
  sink: ReadSink,
  cutOff?: () => boolean,
  pass?: FilePass,
): Promise<ReadSummary> {
  const { padRows } = await import('../sams/pad-archive.ts');
  const told = { bytes: 0, warnings: [] };
  const csv = { ...plan, dialect: PAD_DIALECT };
  const summary = await readCsv(padRows(chunks, told), csv, sink, cutOff, pass);
  return { ...summary, bytes: told.bytes, warnings: [...summary.warnings, ...told.warnings] };
}

function dialectOf({
  delimiter,
  decimal,
  comment,
  header,
  encoding,
  lastLine,
  ragged,
  rowsAfterHeader,
}: CsvSource): CsvDialect {
  return {
    delimiter,
    decimal,
    comment: comment ?? null,
    headerLine: header,
    encoding,
    lastLine,
    ragged: ragged === true,
    rowsAfterHeader: rowsAfterHeader ?? 0,
  };
}
