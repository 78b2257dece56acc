/** A span of the merged reading as two tables: its samples, and what lost a conflict with what won. */
import type { BroughtOnWire, ExportOnWire } from '../../../shared/contract/export.ts';
import { framesWith } from '../../../shared/domain/archive/frames-with.ts';
import type { SegmentReference } from '../../../shared/domain/bucket/head.ts';
import type { AnswerRules } from '../../../shared/domain/experiment/answer-rules.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { doubted } from '../../../shared/domain/telemetry/doubted.ts';
import { firstAtOrAfter } from '../../../shared/domain/telemetry/search-times.ts';
import type { Selection } from '../../../shared/domain/telemetry/selection.ts';
import type { Series } from '../../../shared/domain/telemetry/series.ts';
import {
  type ConflictRows,
  conflictGroups,
  type SampleRows,
  sampleGroups,
} from '../../../shared/formats/parquet/samples-table.ts';
import type { MergedSpan } from '../../../shared/usecases/heads/read-samples.ts';

export interface Table {
  readonly groups: ReturnType<typeof sampleGroups>;
  /** Rows. */
  readonly n: number;
  /** First and last, µs; infinite without rows. */
  readonly from: number;
  readonly to: number;
}

export interface TablesOfBucket {
  readonly unit: string;
  readonly units: AnswerRules['units'];
  /** To the samples of the bucket. */
  readonly brought: readonly BroughtOnWire[];
  /** Of the unit. */
  readonly stuck: ExportOnWire['stuck'];
}

export function bucketTables<S extends SegmentReference>(
  { frames, merged, answered: calibrated }: MergedSpan<S>,
  { unit, units, brought, stuck }: TablesOfBucket,
): { readonly samples: Table; readonly conflicts: Table } {
  const downlinksAt = downlinksOf(brought);
  const answered = calibrated.map((series) => asAnswered(series, stuck));
  const samples = answered.map((series): SampleRows => {
    const ucum = units.get(series.series)?.ucum ?? null;
    return { unit, series: series.series, ucum, samples: series };
  });
  const conflicts = answered.flatMap((series, s): ConflictRows[] => {
    const { times } = series.losing;
    if (times.length === 0) return [];
    const winners = Array.from(times, (time) => firstAtOrAfter(series.times, time));
    const cameBy = (held: Selection, i: number) => {
      const sample = { time: held.times[i]!, value: held.values[i]!, flags: held.flags[i]! };
      const holding = framesWith(frames, series.series, sample);
      return downlinksAt(
        holding.map(({ segment }) => segment),
        sample.time,
      );
    };
    // A calibration leaves samples in their places.
    const stored = merged[s]!;
    return [
      {
        ...samples[s]!,
        samples: series.losing,
        won: {
          values: Float64Array.from(winners, (w) => series.values[w]!),
          flags: Uint8Array.from(winners, (w) => series.flags[w]!),
        },
        downlinks: winners.map((_, i) => cameBy(stored.losing, i)),
        wonDownlinks: winners.map((w) => cameBy(stored, w)),
      },
    ];
  });
  return { samples: tableOf(samples, sampleGroups), conflicts: tableOf(conflicts, conflictGroups) };
}

/** As telemetry and deltas call it. */
function asAnswered(series: Series, stuck: ExportOnWire['stuck']): Series {
  const during = stuck
    .filter((one) => one.series === series.series)
    .map(({ from, to }) => ({ from: parseInstant(from), to: to === null ? Infinity : parseInstant(to) + 1 }));
  return { ...doubted(series, during), losing: doubted(series.losing, during) };
}

function tableOf<R extends SampleRows>(all: readonly R[], groupsOf: (rows: R) => Table['groups']): Table {
  const times = all.map(({ samples }) => samples.times);
  return {
    groups: all.flatMap(groupsOf),
    n: times.reduce((sum, { length }) => sum + length, 0),
    from: Math.min(...times.map((of) => of[0] ?? Number.POSITIVE_INFINITY)),
    to: Math.max(...times.map((of) => of.at(-1) ?? Number.NEGATIVE_INFINITY)),
  };
}

/**
 * The ids of the downlinks that brought what these segments hold at an instant. Of segments that were merged, those of the
 * same source that reach over the instant: which of several it was nobody kept.
 */
function downlinksOf(
  brought: readonly BroughtOnWire[],
): (segments: readonly SegmentReference[], time: number) => string {
  const alone = Map.groupBy(brought, ({ key }) => key);
  const merged = brought
    .filter(({ key }) => key === undefined)
    .map((one) => ({ ...one, from: parseInstant(one.from), to: parseInstant(one.to) }));
  return (segments, time) => {
    const ids = segments.flatMap(({ key, source }) => {
      const own = alone.get(key);
      if (own !== undefined) return own.map(({ downlink }) => downlink);
      return merged
        .filter((one) => one.from <= time && time <= one.to && (one.source ?? source) === source)
        .map(({ downlink }) => downlink);
    });
    return [...new Set(ids)].sort().join(' ');
  };
}
