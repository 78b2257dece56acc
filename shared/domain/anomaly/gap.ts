/** GAP (docs/design.md#gap): an interval strictly longer than three periods between two samples of a series. */
import type { Silence } from '../telemetry/completeness.ts';
import type { Seconds } from '../time.ts';
import { type Anomaly, anomalyId } from './anomaly.ts';

export interface SeriesGap extends Silence {
  readonly series: string;
  readonly periodSeconds: Seconds;
}

/** One anomaly for the series of a unit that were silent over the same interval; the gaps come by series' name. */
export function gapAnomalies(unit: string, gaps: readonly SeriesGap[]): Anomaly[] {
  const shared = Map.groupBy(gaps, ({ from, to, periodSeconds }) => `${from} ${to} ${periodSeconds}`);
  return Array.from(shared.values(), (alike) =>
    gapAnomaly(
      unit,
      alike[0]!,
      alike.map(({ series }) => series),
    ),
  );
}

function gapAnomaly(unit: string, gap: SeriesGap, channels: string[]): Anomaly {
  return {
    // A series has one gap at most from a given sample on, so its name tells two gaps of equal onset apart.
    id: anomalyId('GAP', unit, gap.series, gap.from),
    kind: 'GAP',
    unit,
    channels,
    from: gap.from,
    to: gap.to,
    severity: 'WATCH',
    blame: null,
    evidence: {
      // The contact plan and the clock tell more, whenever somebody asks (`contacts/gap-cause.ts`).
      cause: 'UNKNOWN',
      missingSamples: gap.missing,
      periodSeconds: gap.periodSeconds,
      lengthSeconds: (gap.to - gap.from) / 1_000_000,
    },
    detector: { name: 'gap', version: '1' },
  };
}
