/** What never came of a whole unit, as a GAP: open where nothing came since. */
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { detectorOf } from '../../anomaly/detector.ts';
import { expectedIn } from '../../telemetry/completeness.ts';
import type { SeriesRule } from '../../telemetry/rule.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import type { UnitAbsence } from '../../twins/unit-absences.ts';
import type { GapAnomaly } from './fold.ts';
import { GAP } from './kind.ts';

/** The series are those that the unit's sources bring, one at least. */
export function wholeUnitGap(absence: UnitAbsence, series: readonly SeriesRule[]): GapAnomaly {
  const { unit, from, to, open } = absence;
  const channels = series.map((one) => one.series).sort();
  const periodSeconds = Math.min(...series.map((one) => one.periodSeconds));
  const gap: GapAnomaly = {
    id: anomalyId(GAP.kind, unit, 'unit', from),
    kind: GAP.kind,
    unit,
    channels,
    from,
    to,
    severity: 'WATCH',
    blame: null,
    evidence: {
      cause: 'UNKNOWN',
      missingSamples: expectedIn({ from, to }, periodSeconds) - (open === 'NEVER' ? 0 : 1),
      periodSeconds,
      lengthSeconds: (to - from) / MICROS_PER_SECOND,
      open,
    },
    detector: detectorOf(GAP),
  };
  return open === 'START' ? gap : holdingAt(gap, to);
}
