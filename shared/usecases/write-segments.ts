/** The second pass over a downlink: its rows become segments, one or more for each unit and bucket they touch. */
import { BucketRows } from '../domain/archive/bucket-rows.ts';
import { segmentKey } from '../domain/archive/keys.ts';
import { type BucketDays, bucketAt } from '../domain/bucket/bucket.ts';
import type { SegmentReference } from '../domain/records/head.ts';
import type { Frame } from '../domain/telemetry/frame.ts';
import type { ColumnReading } from '../domain/telemetry/reading.ts';
import type { Micros } from '../domain/time.ts';
import { sha256 } from '../formats/digest.ts';
import { encodeFrame } from '../formats/parquet/frame.ts';
import type { Ports } from '../ports.ts';

/** Cells held before rows are written out: about 40 MB, whatever the file's size. */
const MOST_CELLS = 4_000_000;

/** How a source's mapped columns feed one unit; `column` is the index in the reader's batches. */
export interface UnitReadings {
  readonly unit: string;
  readonly days: BucketDays;
  readonly columns: readonly { readonly column: number; readonly reading: ColumnReading }[];
}

export interface WrittenBucket {
  readonly unit: string;
  readonly bucket: string;
  readonly segments: SegmentReference[];
  repeated: number;
}

export interface WrittenRange {
  readonly unit: string;
  readonly series: string;
  from: Micros;
  to: Micros;
  samples: number;
}

interface OpenBucket {
  readonly written: WrittenBucket;
  readonly readings: readonly ColumnReading[];
  rows: BucketRows;
}

/** Takes batches of rows and writes segments; `finish` says what was written. One object a downlink. */
export class SegmentWriter {
  readonly #ports: Ports;
  readonly #origin: { experiment: string; rank: number; readingRevision: string };
  readonly #units: readonly UnitReadings[];
  readonly #open = new Map<string, OpenBucket>();
  readonly #ranges = new Map<string, WrittenRange>();
  readonly #promoted = new Set<string>();

  constructor(
    ports: Ports,
    origin: { experiment: string; rank: number; readingRevision: string },
    units: readonly UnitReadings[],
  ) {
    this.#ports = ports;
    this.#origin = origin;
    this.#units = units;
  }

  /** `values[column][row]`, NaN where a cell holds no sample. */
  async add(times: Float64Array, values: readonly Float64Array[]): Promise<void> {
    for (const unit of this.#units) this.#addUnit(unit, times, values);
    let cells = 0;
    for (const open of this.#open.values()) cells += open.rows.cells;
    if (cells > MOST_CELLS) await this.#writeAll();
  }

  async finish(): Promise<{ buckets: WrittenBucket[]; ranges: WrittenRange[]; promoted: string[] }> {
    await this.#writeAll();
    return {
      buckets: [...this.#open.values()].map((open) => open.written),
      ranges: [...this.#ranges.values()].filter((range) => range.samples > 0),
      promoted: [...this.#promoted].sort(),
    };
  }

  #addUnit(unit: UnitReadings, times: Float64Array, values: readonly Float64Array[]): void {
    const cells = new Array<number>(unit.columns.length);
    const ranges = unit.columns.map(({ reading }) => this.#range(unit.unit, reading.series));
    let open: OpenBucket | null = null;
    let end = Number.NEGATIVE_INFINITY;
    let begin = Number.POSITIVE_INFINITY;
    for (let row = 0; row < times.length; row++) {
      const at = times[row]!;
      let samples = 0;
      for (let c = 0; c < cells.length; c++) {
        const value = values[unit.columns[c]!.column]![row]!;
        cells[c] = value;
        if (Number.isNaN(value)) continue;
        samples++;
        widen(ranges[c]!, at);
      }
      if (samples === 0) continue;
      if (open === null || at >= end || at < begin) {
        const bucket = bucketAt(at, unit.days);
        open = this.#bucket(unit, bucket.name);
        begin = bucket.from;
        end = bucket.to;
      }
      open.rows.add(at, cells);
    }
  }

  #range(unit: string, series: string): WrittenRange {
    const name = `${unit}#${series}`;
    const range = this.#ranges.get(name) ?? { unit, series, from: Number.NaN, to: Number.NaN, samples: 0 };
    this.#ranges.set(name, range);
    return range;
  }

  #bucket(unit: UnitReadings, bucket: string): OpenBucket {
    const name = `${unit.unit}#${bucket}`;
    const readings = unit.columns.map((column) => column.reading);
    const open = this.#open.get(name) ?? {
      written: { unit: unit.unit, bucket, segments: [], repeated: 0 },
      readings,
      rows: new BucketRows(readings),
    };
    this.#open.set(name, open);
    return open;
  }

  async #writeAll(): Promise<void> {
    for (const open of this.#open.values()) {
      if (open.rows.cells === 0) continue;
      const { written } = open;
      const { frames, repeated } = open.rows.drain();
      // Empty rows in place of grown ones: a file of many buckets must not hold the arrays of all.
      open.rows = new BucketRows(open.readings);
      written.repeated += repeated;
      for (const frame of frames) await this.#write(written, frame);
    }
  }

  async #write(written: WrittenBucket, frame: Frame): Promise<void> {
    const { experiment, rank, readingRevision } = this.#origin;
    const { bytes, promoted } = encodeFrame(frame, {
      'howship.experiment': experiment,
      'howship.unit': written.unit,
      'howship.readingRevision': readingRevision,
    });
    for (const series of promoted) this.#promoted.add(series);
    const key = segmentKey(experiment, written.unit, written.bucket, sha256(bytes).slice(0, 32));
    await this.#ports.archive.put(key, bytes, 'application/vnd.apache.parquet');
    if (written.segments.some((segment) => segment.key === key)) {
      written.repeated += samplesOf(frame);
      return;
    }
    written.segments.push({ key, rank, from: frame.times[0]!, to: frame.times.at(-1)! });
  }
}

function samplesOf(frame: Frame): number {
  let samples = 0;
  for (const { values } of frame.columns) for (const value of values) if (!Number.isNaN(value)) samples++;
  return samples;
}

function widen(range: WrittenRange, at: Micros): void {
  if (!(range.from <= at)) range.from = at;
  if (!(range.to >= at)) range.to = at;
  range.samples++;
}
