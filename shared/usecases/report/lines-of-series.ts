/** The lines of the samples of one series, by the reading that takes files in. */
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { plausibleSpan } from '../../domain/experiment/plausible.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import type { ReadBatch, ReadSink } from '../../formats/reading/reading.ts';
import { readWhole } from '../../formats/source/read-whole.ts';
import { readerOf, type SourceReader } from '../../formats/source/source-reader.ts';
import type { Ports } from '../../ports.ts';
import type { OpenDownlink } from '../arrive/downlink-sink.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { readerOfFile } from '../known/source-of-file.ts';

/** The samples of one series in [from, to). */
export interface AskedSeries {
  readonly unit: string;
  readonly series: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** What of a line is meant. */
export interface LineMeant {
  readonly at: Micros;
  /** Columns of its samples, with the numbers that were read. */
  readonly cells: readonly { readonly column: string; readonly value: number }[];
}

/** Which lines are meant; `at` says what of them is shown: null where all of the line is meant. */
export interface Meant {
  readonly found: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly at: ReadonlyMap<number, LineMeant | null>;
}

interface InFile {
  readonly open: () => OpenDownlink;
  readonly asked: AskedSeries;
  readonly limit: number;
}

/** A line is one that a sample came from. Refuses a file that holds no samples of a channel, and one that is no text. */
export async function linesOfSeries(
  ports: Ports,
  loaded: LoadedExperiment,
  receipt: ReceiptRecord,
  { open, asked, limit }: InFile,
): Promise<Meant> {
  const read = await readerOfFile(ports, loaded, receipt);
  if (read.reads !== 'samples')
    throw new Refusal(
      'invalid',
      'lines.no-samples',
      `${quoted(receipt.fileName)} is of an assay and holds no samples of a channel: ask for a text that its lines hold (with)`,
      { field: 'channel' },
    );
  if (read.source.format === 'sams-pad') throw noText(receipt.fileName);
  const span = plausibleSpan(loaded.definition, loaded.plausibleSince, receipt.createdAt);
  const reader = readerOf(loaded.index, read.source, span);
  const { sink } = await readWhole(reader, {
    open,
    sink: () => new SeriesLines(reader, asked, limit),
  });
  return sink;
}

/** Takes the lines of the rows that have a sample of the series. */
class SeriesLines implements ReadSink, Meant {
  readonly at = new Map<number, LineMeant>();
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
      const read = places.filter((place) => !Number.isNaN(values[place]![row]!));
      if (read.length === 0) continue;
      const cells = () => read.map((place) => ({ column: columns[place]!, value: values[place]![row]! }));
      this.#take(lines[row]!, time, cells);
    }
  }

  reject(): void {}

  #placesOf(kind: number, columns: readonly string[]): readonly number[] {
    const { unit, series } = this.#asked;
    return this.#reader
      .readingsOf(kind, columns)
      .flatMap((one, place) => (one?.unit === unit && one.series === series ? [place] : []));
  }

  #take(line: number, at: Micros, cells: () => LineMeant['cells']): void {
    this.found++;
    this.first ??= line;
    this.last = line;
    if (this.at.size < this.#limit) this.at.set(line, { at, cells: cells() });
  }
}

export const noText = (fileName: string): Refusal =>
  new Refusal(
    'invalid',
    'lines.not-text',
    `${quoted(fileName)} is no text and has no lines; of an image ./howship pits --overlay shows what was found on it`,
  );
