import { anomalyId } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf } from '../../anomaly/detector.ts';
import type { BoundEpisode } from './limit.ts';
import { DELTA_SIDE } from './side.ts';

/**
 * An episode beyond a bound as an anomaly of its unit, or of its pair, whose side says that it is of the difference;
 * LIMIT and RATE differ in kind and evidence only.
 */
export function boundAnomaly<Kind extends string, Evidence>(
  detector: { readonly kind: Kind; readonly version: string },
  of: { readonly unit: string } | { readonly pair: string },
  { series, from, to, judgedUntil, severity, current, evidence: { side } }: BoundEpisode,
  evidence: Evidence,
): AnomalyOf<Kind, Evidence> {
  const { kind } = detector;
  const name =
    'pair' in of
      ? anomalyId(kind, of.pair, `${series}:${DELTA_SIDE}${side}`, from)
      : anomalyId(kind, of.unit, `${series}:${side}`, from);
  return {
    id: name,
    kind,
    ...of,
    channels: [series],
    from,
    to,
    ...(judgedUntil !== undefined && { judgedUntil }),
    severity,
    blame: 'unit' in of ? of.unit : null,
    evidence,
    detector: detectorOf(detector),
    ...(current !== undefined && { current }),
  };
}
