import type { Definition } from '../../domain/experiment/definition.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { acquisitionStatusOf, flagsAt, qualityOf } from '../../domain/telemetry/flags.ts';
import { readCells } from '../../domain/telemetry/reading.ts';
import type { Micros } from '../../domain/time.ts';
import type { CsvBatch, CsvEvent, CsvSummary, Reject } from '../csv/csv.ts';
import { readCsv } from '../csv/read-csv.ts';
import { planOfSource, type SourcePlan } from '../csv/source-plan.ts';

/** What a source makes of the first stretch of a file. */
export interface Preview {
  readonly samples: readonly PreviewedSample[];
  readonly rejects: readonly Reject[];
  readonly events: readonly CsvEvent[];
  readonly summary: CsvSummary;
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

/** Reads the bytes as an upload would be read, and keeps the first samples, rejects and labels. */
export async function previewOf(
  definition: Definition,
  source: Source,
  chunks: AsyncIterable<Uint8Array>,
  isWhole: boolean,
): Promise<Preview> {
  const plan = planOfSource(definition, source);
  const samples: PreviewedSample[] = [];
  const rejects: Reject[] = [];
  const events: CsvEvent[] = [];
  const sink = {
    batch: (batch: CsvBatch) => void samples.push(...samplesOf(plan, batch, MOST_SHOWN - samples.length)),
    reject: (reject: Reject) => {
      if (rejects.length < MOST_SHOWN) rejects.push(reject);
    },
    event: (event: CsvEvent) => {
      if (events.length < MOST_SHOWN) events.push(event);
    },
  };
  const summary = await readCsv(chunks, plan.csv, sink, () => !isWhole);
  return { samples, rejects, events, summary };
}

function samplesOf(plan: SourcePlan, batch: CsvBatch, most: number): PreviewedSample[] {
  const samples: PreviewedSample[] = [];
  for (let row = 0; row < batch.rows && samples.length < most; row++) {
    const readings = plan.readingsOf(batch.kinds?.[row] ?? 0, batch.columns);
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
