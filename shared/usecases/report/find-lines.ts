/** The way back from a number: the lines of a file that it came from. */
import type { LinesOnWire, LinesQueried } from '../../contract/downlinks.ts';
import { isOpen, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { unitNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import { plausibleSpan } from '../../domain/experiment/plausible.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { quoted, shortened } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import { plainText } from '../../domain/words/plain-text.ts';
import { sizeText } from '../../domain/words/size.ts';
import { type NumberedLine, numberLines } from '../../formats/reading/number-lines.ts';
import type { ReadBatch, ReadSink } from '../../formats/reading/reading.ts';
import { readWhole } from '../../formats/source/read-whole.ts';
import { readerOf, type SourceReader } from '../../formats/source/source-reader.ts';
import type { Ports } from '../../ports.ts';
import { receiptNamed } from '../answer/show-receipt.ts';
import { openDownlink } from '../arrive/downlink-sink.ts';
import { inspectKept } from '../arrive/inspect-kept.ts';
import type { Inspection } from '../arrive/inspect-upload.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { readerOfFile } from '../known/source-of-file.ts';

/** A larger file is not read twice within the time of an answer. */
const MOST_BYTES = 512 * 1024 ** 2;
/** Of what a packed file may come to. */
const MOST_LINES = 20_000_000;
const LONGEST_TEXT = 500;

/** The samples of one series in [from, to). */
interface AskedSeries {
  readonly unit: string;
  readonly series: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** Which lines are meant; `at` says when their samples were taken. */
interface Meant {
  readonly found: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly at: ReadonlyMap<number, Micros | null>;
}

/**
 * Lines of the file of a downlink: those of the samples of a series in [from, to), or those that hold a text. Reads the
 * file as it came, however long ago. Refuses an unknown downlink, unit or channel, a question that names neither a
 * series nor a text, and a file that has not come, is too large, holds no series or is no text.
 */
export async function findLines(
  ports: Ports,
  experiment: string,
  downlink: string,
  query: LinesQueried,
): Promise<LinesOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, downlink);
  const asked = askedOf(loaded, query);
  refuseUnread(receipt);
  const inspection = await inspectKept(ports, { experiment, downlink }, receipt);
  const source = await sourceOf(ports, loaded, receipt);
  const encoding = source?.format === 'csv' ? source.encoding : 'utf-8';
  const open = () => numberLines(openDownlink(ports, inspection).chunks, encoding);
  const meant =
    'series' in asked
      ? await linesOfSeries(ports, loaded, receipt, { source, inspection, asked, limit: query.limit })
      : await linesWith(open(), asked.text, query.limit);
  const { fileName, sha256 } = receipt;
  const { at, ...counted } = meant;
  const { lines, read } = await textsOf(open(), at);
  return { downlink, fileName, ...(sha256 !== null && { sha256 }), read, ...counted, lines };
}

function askedOf(
  { index }: LoadedExperiment,
  { unit, channel, from = -Infinity, to = Infinity, with: text }: LinesQueried,
): AskedSeries | { readonly text: string } {
  if (text !== undefined && unit === undefined && channel === undefined) return { text };
  if (text !== undefined || unit === undefined || channel === undefined)
    throw new Refusal(
      'invalid',
      'lines.question',
      'expected a unit and a channel, whose samples are looked for, or a text that lines hold (with), and not both',
      { field: text === undefined ? (unit === undefined ? 'unit' : 'channel') : 'with' },
    );
  if (from >= to) throw emptyRange('lines', { from, to });
  const measured = unitSeries(index, unitNamed(index, unit).id).map(({ series }) => series);
  if (measured.includes(channel)) return { unit, series: channel, from, to };
  throw new Refusal(
    'not-found',
    'channel.not-measured',
    `the unit ${unit} does not measure ${quoted(channel)}; it measures ${measured.join(', ') || 'nothing'}`,
    { field: 'channel' },
  );
}

function refuseUnread({ state, bytes, fileName }: ReceiptRecord): void {
  if (isOpen(state))
    throw new Refusal(
      'conflict',
      'lines.not-here',
      `nothing of ${quoted(fileName)} has been read yet (${state}): ask again once it is INGESTED`,
    );
  if (bytes > MOST_BYTES)
    throw new Refusal(
      'too-large',
      'lines.too-large',
      `${quoted(fileName)} has ${sizeText(bytes)}, at most ${sizeText(MOST_BYTES)} are looked through for one answer: search in your own copy of the file`,
    );
}

/** Null of a file of an assay. */
async function sourceOf(
  ports: Ports,
  loaded: LoadedExperiment,
  receipt: ReceiptRecord,
): Promise<Source | null> {
  const reader = await readerOfFile(ports, loaded, receipt);
  return reader.reads === 'samples' ? reader.source : null;
}

interface InFile {
  readonly source: Source | null;
  readonly inspection: Inspection;
  readonly asked: AskedSeries;
  readonly limit: number;
}

/** By the reading that takes files in, so that a line is one that a sample came from. */
async function linesOfSeries(
  ports: Ports,
  { index, definition, plausibleSince }: LoadedExperiment,
  receipt: ReceiptRecord,
  { source, inspection, asked, limit }: InFile,
): Promise<Meant> {
  if (source === null)
    throw new Refusal(
      'invalid',
      'lines.no-samples',
      `${quoted(receipt.fileName)} is of an assay and holds no samples of a channel: ask for a text that its lines hold (with)`,
      { field: 'channel' },
    );
  const span = plausibleSpan(definition, plausibleSince, receipt.createdAt);
  const reader = readerOf(index, source, span);
  const { sink } = await readWhole(reader, {
    open: () => openDownlink(ports, inspection),
    sink: () => new SeriesLines(reader, asked, limit),
  });
  return sink;
}

/** Takes the lines of the rows that have a sample of the series. */
class SeriesLines implements ReadSink, Meant {
  readonly at = new Map<number, Micros>();
  found = 0;
  first: number | null = null;
  last: number | null = null;
  readonly #reader: SourceReader;
  readonly #asked: AskedSeries;
  readonly #limit: number;

  constructor(reader: SourceReader, asked: AskedSeries, limit: number) {
    this.#reader = reader;
    this.#asked = asked;
    this.#limit = limit;
  }

  batch({ rows, times, lines, kinds, columns, values }: ReadBatch): void {
    const { from, to } = this.#asked;
    const placesOf = new Map<number, readonly number[]>();
    for (let row = 0; row < rows; row++) {
      const [time, kind] = [times[row]!, kinds?.[row] ?? 0];
      if (!(time >= from && time < to)) continue;
      const places = placesOf.get(kind) ?? this.#placesOf(kind, columns);
      placesOf.set(kind, places);
      if (places.some((place) => !Number.isNaN(values[place]![row]!))) this.#take(lines[row]!, time);
    }
  }

  reject(): void {}

  #placesOf(kind: number, columns: readonly string[]): readonly number[] {
    const { unit, series } = this.#asked;
    return this.#reader
      .readingsOf(kind, columns)
      .flatMap((one, place) => (one?.unit === unit && one.series === series ? [place] : []));
  }

  #take(line: number, time: Micros): void {
    this.found++;
    this.first ??= line;
    this.last = line;
    if (this.at.size < this.#limit) this.at.set(line, time);
  }
}

async function linesWith(all: AsyncIterable<NumberedLine>, text: string, limit: number): Promise<Meant> {
  const at = new Map<number, null>();
  let found = 0;
  let first: number | null = null;
  let last: number | null = null;
  for await (const one of bounded(all)) {
    if (!one.text.includes(text)) continue;
    found++;
    first ??= one.line;
    last = one.line;
    if (at.size < limit) at.set(one.line, null);
  }
  return { found, first, last, at };
}

async function textsOf(
  all: AsyncIterable<NumberedLine>,
  at: Meant['at'],
): Promise<Pick<LinesOnWire, 'lines' | 'read'>> {
  const lines: LinesOnWire['lines'] = [];
  let read = 0;
  for await (const { line, text } of bounded(all)) {
    read = line;
    const time = at.get(line);
    if (time === undefined) continue;
    lines.push({
      line,
      ...(time !== null && { at: isoOf(time) }),
      text: shortened(shownText(text), LONGEST_TEXT),
    });
  }
  return { lines, read };
}

/** Tabs part columns. */
const shownText = (text: string): string => text.split('\t').map(plainText).join('\t');

async function* bounded(all: AsyncIterable<NumberedLine>): AsyncGenerator<NumberedLine> {
  for await (const one of all) {
    if (one.line === 1 && one.text.includes('\0'))
      throw new Refusal(
        'invalid',
        'lines.not-text',
        'the file is no text and has no lines: an image is shown by ./howship pits with its label image, whose values are the numbers of objects',
      );
    if (one.line > MOST_LINES)
      throw new Refusal(
        'too-large',
        'lines.too-large',
        `the file has more than ${MOST_LINES} lines, which is more than one answer looks through: search in your own copy of it`,
      );
    yield one;
  }
}
