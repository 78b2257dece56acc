import { declaredBy } from '../../domain/experiment/declared.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { plausibleSince, plausibleSpan } from '../../domain/experiment/plausible.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { acquisitionStatusOf, flagsAt, qualityOf } from '../../domain/telemetry/flags.ts';
import { readCells } from '../../domain/telemetry/reading.ts';
import type { Micros } from '../../domain/time.ts';
import type { ReadBatch, ReadEvent, ReadSink, ReadSummary, Reject } from '../reading/reading.ts';
import { readWhole } from '../source/read-whole.ts';
import { readerOf, type SourceReader } from '../source/source-reader.ts';

/** What a source makes of the first stretch of a file. */
export interface Preview {
  readonly samples: readonly PreviewedSample[];
  readonly rejects: readonly Reject[];
  readonly events: readonly ReadEvent[];
  readonly summary: ReadSummary;
}

export interface PreviewedSample {
  readonly line: number;
  readonly time: Micros;
  readonly unit: string;
  readonly series: string;
  /** In the unit of the channel. */
  readonly value: number;
  /** GOOD, BAD (not physical) or INVALID (a missing code). */
  readonly says: string;
}

const MOST_SHOWN = 200;

/** Reads the bytes as an upload of this instant would be read, and keeps the first samples, rejects and labels. */
export async function previewOf(
  definition: Definition,
  source: Source,
  bytes: Uint8Array,
  isWhole: boolean,
  now: Micros,
): Promise<Preview> {
  const span = plausibleSpan(definition, plausibleSince(definition), now);
  const reader = readerOf(declaredBy(definition), source, span);
  const { summary, sink } = await readWhole(reader, {
    open: () => ({ chunks: chunksOf(bytes), isCutOff: () => !isWhole }),
    sink: () => new PreviewSink(reader),
  });
  const { samples, rejects, events } = sink;
  return { samples, rejects, events, summary };
}

/** Keeps the first of each. */
class PreviewSink implements ReadSink {
  readonly samples: PreviewedSample[] = [];
  readonly rejects: Reject[] = [];
  readonly events: ReadEvent[] = [];
  readonly #reader: SourceReader;

  constructor(reader: SourceReader) {
    this.#reader = reader;
  }

  batch(batch: ReadBatch): void {
    this.samples.push(...samplesOf(this.#reader, batch, MOST_SHOWN - this.samples.length));
  }

  reject(reject: Reject): void {
    if (this.rejects.length < MOST_SHOWN) this.rejects.push(reject);
  }

  event(event: ReadEvent): void {
    if (this.events.length < MOST_SHOWN) this.events.push(event);
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function samplesOf(reader: SourceReader, batch: ReadBatch, most: number): PreviewedSample[] {
  const samples: PreviewedSample[] = [];
  for (let row = 0; row < batch.rows && samples.length < most; row++) {
    const readings = reader.readingsOf(batch.kinds?.[row] ?? 0, batch.columns);
    for (const [column, reading] of readings.entries()) {
      const value = Float64Array.of(batch.values[column]![row]!);
      if (reading === null || Number.isNaN(value[0])) continue;
      const flags = flagsAt(readCells(reading, batch.times.subarray(row, row + 1), value), 0);
      const { unit, series } = reading;
      const status = acquisitionStatusOf(flags);
      const says = status === 'ACQUIRED' ? qualityOf(flags) : status;
      samples.push({
        line: batch.lines[row]!,
        time: batch.times[row]!,
        unit,
        series,
        value: value[0]!,
        says,
      });
    }
  }
  return samples;
}
