/** Rows of a file on their way into segments: gathered by bucket and series, in bounded memory. */
import { type BucketDays, bucketAt } from '../bucket/bucket.ts';
import { byText } from '../by-text.ts';
import type { Frame } from '../telemetry/frame.ts';
import type { ColumnReading } from '../telemetry/reading.ts';
import { addWorth, type Worth, worthOf } from '../telemetry/worth.ts';
import type { Micros } from '../time.ts';
import { framesOf } from './lay-frames.ts';
import { layersOf } from './layers.ts';
import { type Cells, Room, SampleBuffer, type TakenCells } from './sample-buffer.ts';

/** Room for samples, 16 bytes each: a day of 32 channels at 1 Hz fits, whose buffers have 98,304 places each. */
const MOST_ROOM = 3_200_000;
/** Looks at how much room is taken while as many cells as there is room for come in. */
const LOOKS = 32;

/** How the columns of a source's rows become samples. */
export interface RowReadings {
  /** For rows of a kind, by their columns; null for a cell that such rows do not have. Asked once a kind and columns. */
  readonly readingsOf: (kind: number, columns: readonly string[]) => readonly (ColumnReading | null)[];
  readonly daysOf: (unit: string) => BucketDays;
}

/** Rows of a file, in its order. */
export interface Rows {
  /** Names of the columns; the same array while they do not change within the file. */
  readonly columns: readonly string[];
  readonly times: Float64Array;
  /** Null where all rows are of kind 0. */
  readonly kinds: Uint16Array | null;
  /** `[column][row]`, NaN where a cell holds no sample. */
  readonly values: readonly Float64Array[];
}

/** A cell that the file ends within. */
export interface UnendedCell {
  /** Of the columns below. */
  readonly column: number;
  readonly columns: readonly string[];
  readonly kind: number;
  readonly time: Micros;
  readonly value: number;
}

/** What one bucket gives. The frames' arrays are written again once the next one is asked for. */
export interface DrainedBucket {
  readonly unit: string;
  readonly bucket: string;
  readonly frames: readonly Frame[];
  /** Samples left out because these rows repeat them. */
  readonly repeated: number;
  /** What each series had, repetitions included. */
  readonly ranges: readonly DrainedRange[];
}

export interface DrainedRange {
  readonly series: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly samples: number;
  /** Absent where each sample has a value that could be right. */
  readonly worth?: Worth;
}

interface OpenBucket {
  readonly unit: string;
  readonly bucket: string;
  /** By series. */
  readonly buffers: Map<string, SampleBuffer[]>;
  /** The last row at which a column turned to it from another bucket. */
  turnedTo: number;
}

/** Where the cells of one column of one kind go. */
interface Feed {
  readonly column: number;
  readonly reading: ColumnReading;
  readonly days: BucketDays;
  /** By the beginning of their buckets. */
  readonly buffers: Map<Micros, SampleBuffer>;
  buffer: SampleBuffer;
  begin: Micros;
  end: Micros;
}

/** What comes out depends on the rows alone, not on how they were cut into batches. */
export class OpenBuckets {
  readonly #readings: RowReadings;
  readonly #room = new Room();
  /** Of each kind, by the columns of its rows. */
  readonly #feeds = new Map<readonly string[], (readonly Feed[])[]>();
  readonly #open = new Map<string, OpenBucket>();
  readonly #mostRoom: number;
  #rows = 0;
  #isFull = false;

  /** @param mostRoom samples that there is room for, about. */
  constructor(readings: RowReadings, mostRoom = MOST_ROOM) {
    this.#mostRoom = mostRoom;
    this.#readings = readings;
  }

  /** Takes rows from `from` on and gives the first that was not taken, before which `drainOldest` is due. */
  take(rows: Rows, from: number): number {
    const columns = Math.max(1, rows.values.length);
    const step = Math.max(1, Math.floor(this.#mostRoom / LOOKS / columns));
    let at = from;
    while (at < rows.times.length) {
      const to = Math.min(rows.times.length, at + step - (this.#rows % step));
      this.#takeSlice(rows, at, to);
      this.#rows += to - at;
      at = to;
      this.#isFull = this.#rows % step === 0 && this.#room.taken > this.#mostRoom;
      if (this.#isFull) break;
    }
    return at;
  }

  /** Takes one cell more of the last row, which the file ends within. */
  takeUnended({
    column,
    columns,
    kind,
    time,
    value,
  }: UnendedCell): { unit: string; bucket: string; series: string } | null {
    const reading = this.#readings.readingsOf(kind, columns)[column] ?? null;
    if (reading === null) return null;
    const { unit, series } = reading;
    const bucket = bucketAt(time, this.#readings.daysOf(unit));
    const buffer = new SampleBuffer({ ...reading, isUnended: true }, this.#room);
    const cells = { times: Float64Array.of(time), values: Float64Array.of(value) };
    buffer.add(cells, Uint32Array.of(0), 0, 1, bucket.from, bucket.to);
    addBuffer(this.#bucket(unit, bucket.name), series, buffer);
    return { unit, bucket: bucket.name, series };
  }

  /** Where the room is taken, takes out the buckets that rows turned to longest ago, until half of it is free. */
  *drainOldest(): Generator<DrainedBucket> {
    if (!this.#isFull) return;
    this.#isFull = false;
    const buckets = [...this.#open].sort(byName).map(([, bucket]) => bucket);
    for (const bucket of buckets.sort((a, b) => a.turnedTo - b.turnedTo)) {
      if (this.#room.taken <= this.#mostRoom / 2) return;
      const taken = yield* this.#drain(bucket);
      for (const { release } of taken) release();
    }
  }

  *drainAll(): Generator<DrainedBucket> {
    for (const [, bucket] of [...this.#open].sort(byName)) yield* this.#drain(bucket);
  }

  #takeSlice({ columns, times, kinds, values }: Rows, from: number, to: number): void {
    const { rows, ends } = rowsByKind(kinds, from, to);
    for (let kind = 0, begin = 0; kind < ends.length; begin = ends[kind++]!) {
      if (begin === ends[kind]) continue;
      for (const feed of this.#feedsOf(kind, columns)) {
        const cells = { times, values: values[feed.column]! };
        this.#takeCells(feed, cells, rows, begin, ends[kind]!, this.#rows - from);
      }
    }
  }

  /** `shift` is what makes the number of a row in the file of its number in the batch. */
  #takeCells(feed: Feed, cells: Cells, rows: Uint32Array, from: number, to: number, shift: number): void {
    let at = from;
    for (;;) {
      at = feed.buffer.add(cells, rows, at, to, feed.begin, feed.end);
      if (at === to) return;
      const row = rows[at]!;
      this.#turn(feed, row + shift, cells.times[row]!);
    }
  }

  #feedsOf(kind: number, columns: readonly string[]): readonly Feed[] {
    const ofColumns = this.#feeds.get(columns) ?? [];
    const known = ofColumns[kind];
    if (known !== undefined) return known;
    const feeds = this.#readings.readingsOf(kind, columns).flatMap((reading, column): Feed[] => {
      if (reading === null) return [];
      const days = this.#readings.daysOf(reading.unit);
      const buffer = new SampleBuffer(reading, this.#room);
      return [{ column, reading, days, buffers: new Map(), buffer, begin: Infinity, end: -Infinity }];
    });
    ofColumns[kind] = feeds;
    this.#feeds.set(columns, ofColumns);
    return feeds;
  }

  /** Points the feed to the bucket of `at`. */
  #turn(feed: Feed, row: number, at: Micros): void {
    const { reading, days, buffers } = feed;
    const { name, from, to } = bucketAt(at, days);
    const bucket = this.#bucket(reading.unit, name);
    let buffer = buffers.get(from);
    if (buffer === undefined) {
      buffer = new SampleBuffer(reading, this.#room);
      buffers.set(from, buffer);
      addBuffer(bucket, reading.series, buffer);
    }
    bucket.turnedTo = Math.max(bucket.turnedTo, row);
    feed.buffer = buffer;
    feed.begin = from;
    feed.end = to;
  }

  #bucket(unit: string, bucket: string): OpenBucket {
    const name = `${unit}#${bucket}`;
    const open = this.#open.get(name) ?? { unit, bucket, buffers: new Map(), turnedTo: 0 };
    this.#open.set(name, open);
    return open;
  }

  /** Gives what was taken out of the buffers. */
  *#drain({ unit, bucket, buffers }: OpenBucket): Generator<DrainedBucket, readonly TakenCells[]> {
    let repeated = 0;
    const ranges: DrainedBucket['ranges'][number][] = [];
    const series = [];
    const taken: TakenCells[] = [];
    for (const [name, alike] of [...buffers].sort(byName)) {
      const cells = alike.filter((buffer) => !buffer.isEmpty).map((buffer) => buffer.take());
      if (cells.length === 0) continue;
      taken.push(...cells);
      const samples = cells.reduce((sum, { times }) => sum + times.length, 0);
      const layered = layersOf(cells);
      const { times } = layered.layers[0]!;
      const worth = layered.layers.map(({ times: at, flags }) => worthOf(flags, at.length)).reduce(addWorth);
      const range = { series: name, from: times[0]!, to: times[times.length - 1]!, samples };
      ranges.push({ ...range, ...(worth.invalid + worth.bad > 0 && { worth }) });
      repeated += layered.repeated;
      series.push(layered.layers);
    }
    if (series.length > 0) yield { unit, bucket, frames: framesOf(series), repeated, ranges };
    return taken;
  }
}

function addBuffer({ buffers }: OpenBucket, series: string, buffer: SampleBuffer): void {
  const alike = buffers.get(series);
  if (alike === undefined) buffers.set(series, [buffer]);
  else alike.push(buffer);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return byText(a, b);
}

/** Rows [from, to), those of each kind together and in their order: `ends[kind]` is where they end. */
function rowsByKind(
  kinds: Uint16Array | null,
  from: number,
  to: number,
): { rows: Uint32Array; ends: Uint32Array } {
  const rows = new Uint32Array(to - from);
  if (kinds === null) {
    for (let i = 0; i < rows.length; i++) rows[i] = from + i;
    return { rows, ends: Uint32Array.of(rows.length) };
  }
  let most = 0;
  for (let row = from; row < to; row++) if (kinds[row]! > most) most = kinds[row]!;
  const ends = new Uint32Array(most + 1);
  for (let row = from; row < to; row++) ends[kinds[row]!]!++;
  for (let kind = 0, sum = 0; kind <= most; kind++) {
    const count = ends[kind]!;
    ends[kind] = sum;
    sum += count;
  }
  for (let row = from; row < to; row++) rows[ends[kinds[row]!]!++] = row;
  return { rows, ends };
}
