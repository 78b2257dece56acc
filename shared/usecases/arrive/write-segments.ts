/** The second pass over a downlink: its rows become segments, as few as the data allow for each unit and bucket. */
import { segmentKey } from '../../domain/archive/keys.ts';
import {
  type DrainedBucket,
  type DrainedRange,
  OpenBuckets,
  type RowReadings,
  type Rows,
  type UnendedCell,
} from '../../domain/archive/open-buckets.ts';
import { samplesOf } from '../../domain/archive/samples.ts';
import type { SegmentReference, UnendedSample } from '../../domain/bucket/head.ts';
import { byText } from '../../domain/by-text.ts';
import { endingOf } from '../../domain/telemetry/flags.ts';
import type { Frame } from '../../domain/telemetry/frame.ts';
import { addWorth, type Worth } from '../../domain/telemetry/worth.ts';
import type { Micros } from '../../domain/time.ts';
import { sha256 } from '../../formats/digest.ts';
import { encodeFrame } from '../../formats/parquet/encode-frame.ts';
import type { ReadBatch } from '../../formats/reading/reading.ts';
import type { Ports } from '../../ports.ts';

/** Where what is read goes. */
export interface WritingPorts {
  readonly archive: Pick<Ports['archive'], 'put'>;
}

export interface WrittenBucket {
  readonly unit: string;
  readonly bucket: string;
  readonly segments: SegmentReference[];
  repeated: number;
  /** The sample that the file ends within, where it lies here; it gives way to others. */
  unended: UnendedSample | null;
}

export interface WrittenRange {
  readonly unit: string;
  readonly series: string;
  from: Micros;
  to: Micros;
  samples: number;
  /** Absent where each sample has a value that could be right. */
  worth?: Worth;
}

/**
 * Takes batches of rows and writes segments; `finish` says what was written. What is written depends on the rows
 * alone, not on how they were cut into batches: a second run writes the same objects.
 */
export class SegmentWriter {
  readonly #ports: WritingPorts;
  readonly #origin: { experiment: string; source: string; rank: number; readingRevision: string };
  readonly #rows: OpenBuckets;
  readonly #buckets = new Map<string, WrittenBucket>();
  readonly #ranges = new Map<string, WrittenRange>();
  readonly #promoted = new Set<string>();

  constructor(
    ports: WritingPorts,
    origin: { experiment: string; source: string; rank: number; readingRevision: string },
    readings: RowReadings,
  ) {
    this.#ports = ports;
    this.#origin = origin;
    this.#rows = new OpenBuckets(readings);
  }

  async add(batch: Rows & Pick<ReadBatch, 'unended'>): Promise<void> {
    const unended = takeOutUnended(batch);
    const rows = batch.times.length;
    for (let from = this.#rows.take(batch, 0); ; from = this.#rows.take(batch, from)) {
      for (const drained of this.#rows.drainOldest()) await this.#write(drained);
      if (from === rows) break;
    }
    if (unended !== null) this.#takeUnended(unended);
  }

  async finish(): Promise<{ buckets: WrittenBucket[]; ranges: WrittenRange[]; promoted: string[] }> {
    for (const drained of this.#rows.drainAll()) await this.#write(drained);
    return {
      buckets: sortedByName(this.#buckets),
      ranges: sortedByName(this.#ranges),
      promoted: [...this.#promoted].sort(),
    };
  }

  #takeUnended(cell: UnendedCell): void {
    const place = this.#rows.takeUnended(cell);
    if (place === null) return;
    const { unit, bucket, series } = place;
    this.#bucket(unit, bucket).unended = { series, at: cell.time };
  }

  #bucket(unit: string, bucket: string): WrittenBucket {
    const name = `${unit}#${bucket}`;
    const written = this.#buckets.get(name) ?? { unit, bucket, segments: [], repeated: 0, unended: null };
    this.#buckets.set(name, written);
    return written;
  }

  async #write({ unit, bucket, frames, repeated, ranges }: DrainedBucket): Promise<void> {
    const written = this.#bucket(unit, bucket);
    written.repeated += repeated;
    // The file may hold the same key whole: then nothing is left of the unended sample.
    if (written.unended !== null && !hasUnended(frames)) written.unended = null;
    for (const range of ranges) {
      const key = `${unit}#${range.series}`;
      const known = this.#ranges.get(key);
      this.#ranges.set(key, known === undefined ? { unit, ...range } : joinedRange(known, range));
    }
    for (const frame of frames) await this.#writeFrame(written, frame);
  }

  async #writeFrame(written: WrittenBucket, frame: Frame): Promise<void> {
    const { experiment, source, rank, readingRevision } = this.#origin;
    const { bytes, promoted } = encodeFrame(frame, {
      'howship.experiment': experiment,
      'howship.unit': written.unit,
      'howship.readingRevision': readingRevision,
    });
    for (const series of promoted) this.#promoted.add(series);
    const key = segmentKey(experiment, written.unit, written.bucket, sha256(bytes).slice(0, 32));
    await this.#ports.archive.put(key, bytes, 'application/vnd.apache.parquet');
    const samples = frame.columns.reduce((sum, column) => sum + samplesOf(column), 0);
    if (written.segments.some((segment) => segment.key === key)) {
      written.repeated += samples;
      return;
    }
    written.segments.push({
      ...{ key, rank, source, samples },
      ...{ from: frame.times[0]!, to: frame.times.at(-1)! },
    });
  }
}

function joinedRange(known: WrittenRange, range: DrainedRange): WrittenRange {
  const worth =
    known.worth === undefined && range.worth === undefined
      ? null
      : addWorth(known.worth ?? allValid(known), range.worth ?? allValid(range));
  return {
    ...known,
    from: Math.min(known.from, range.from),
    to: Math.max(known.to, range.to),
    samples: known.samples + range.samples,
    ...(worth !== null && { worth }),
  };
}

const allValid = ({ samples }: { readonly samples: number }): Worth => ({
  valid: samples,
  invalid: 0,
  bad: 0,
});

/** The cell that the file ends within, which leaves the batch: it becomes a sample of another kind. */
function takeOutUnended({
  columns,
  times,
  kinds,
  values,
  unended,
}: Rows & Pick<ReadBatch, 'unended'>): UnendedCell | null {
  if (unended === null) return null;
  const last = times.length - 1;
  const cells = values[unended]!;
  const value = cells[last]!;
  cells[last] = Number.NaN;
  return { column: unended, columns, kind: kinds?.[last] ?? 0, time: times[last]!, value };
}

function hasUnended(frames: readonly Frame[]): boolean {
  const isUnended = (flags: number) => endingOf(flags) === 'UNENDED';
  return frames.some(({ columns }) =>
    columns.some(({ flags }) => (typeof flags === 'number' ? isUnended(flags) : flags.some(isUnended))),
  );
}

function sortedByName<T>(named: ReadonlyMap<string, T>): T[] {
  return [...named].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
}
