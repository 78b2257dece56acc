import { calibrated } from '../../domain/calibration/calibrate.ts';
import { stretchAt, stretchWords } from '../../domain/calibration/series-calibration.ts';
import { type Declared, declaredBy } from '../../domain/experiment/declared.ts';
import type { Definition } from '../../domain/experiment/definition.ts';
import { plausibleSince, plausibleSpan } from '../../domain/experiment/plausible.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { seriesFed } from '../../domain/experiment/unit-series.ts';
import { acquisitionStatusOf, flagsAt, qualityOf } from '../../domain/telemetry/flags.ts';
import { type ColumnReading, NO_VALUE, readCells } from '../../domain/telemetry/reading.ts';
import type { Selection } from '../../domain/telemetry/selection.ts';
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
  /** In the unit of the channel, calibrated as an answer is; null where a text stands for no reading. */
  readonly value: number | null;
  /** The word that an enumeration has for it. */
  readonly word?: string;
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
  const declared = declaredBy(definition);
  const reader = readerOf(declared, source, span);
  const { summary, sink } = await readWhole(reader, {
    open: () => ({ chunks: chunksOf(bytes), isCutOff: () => !isWhole }),
    sink: () => new PreviewSink(reader, declared),
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
  readonly #declared: Declared;

  constructor(reader: SourceReader, declared: Declared) {
    this.#reader = reader;
    this.#declared = declared;
  }

  batch(batch: ReadBatch): void {
    this.samples.push(...samplesOf(this.#reader, this.#declared, batch, MOST_SHOWN - this.samples.length));
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

function samplesOf(
  reader: SourceReader,
  declared: Declared,
  batch: ReadBatch,
  most: number,
): PreviewedSample[] {
  const samples: PreviewedSample[] = [];
  for (let row = 0; row < batch.rows && samples.length < most; row++) {
    const readings = reader.readingsOf(batch.kinds?.[row] ?? 0, batch.columns);
    for (const [column, reading] of readings.entries()) {
      const stored = Float64Array.of(batch.values[column]![row]!);
      if (reading === null || Number.isNaN(stored[0])) continue;
      const times = batch.times.slice(row, row + 1);
      const isNothing = stored[0] === NO_VALUE;
      const flags = Uint8Array.of(flagsAt(readCells(reading, times, stored), 0));
      const said = answered(declared, reading, { times, values: stored, flags });
      samples.push({
        line: batch.lines[row]!,
        time: times[0]!,
        ...said,
        ...(isNothing && { value: null }),
      });
    }
  }
  return samples;
}

/** A sample as an answer tells it. */
function answered(
  declared: Declared,
  { unit, series, channel }: ColumnReading,
  sample: Selection,
): Omit<PreviewedSample, 'line' | 'time'> {
  const sensor = series === channel ? undefined : series.slice(channel.length + 1);
  const { calibration } = seriesFed(declared, unit, { channel, sensor });
  const { times, values, flags } = calibration === null ? sample : calibrated(sample, calibration);
  const [value, byte] = [values[0]!, flags[0]!];
  const status = acquisitionStatusOf(byte);
  const words = calibration === null ? null : stretchWords(stretchAt(calibration, times[0]!));
  const word = words?.wordOf.get(value);
  const says = status === 'ACQUIRED' ? qualityOf(byte) : status;
  return { unit, series, value, ...(word !== undefined && { word }), says };
}
