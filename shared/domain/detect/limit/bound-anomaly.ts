import { anomalyId } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import type { BoundEpisode } from './limit.ts';

/** An episode beyond a bound as an anomaly of its unit; LIMIT and RATE differ in kind and evidence only. */
export function boundAnomaly<Kind extends string, Evidence>(
  detector: { readonly kind: Kind; readonly version: string },
  unit: string,
  { series, from, to, severity, current, evidence: { side } }: BoundEpisode,
  evidence: Evidence,
): AnomalyOf<Kind, Evidence> {
  const { kind } = detector;
  return {
    id: anomalyId(kind, unit, `${series}:${side}`, from),
    kind,
    unit,
    channels: [series],
    from,
    to,
    severity,
    blame: unit,
    evidence,
    detector: detectorOf(detector),
    ...(current !== undefined && { current }),
  };
}
