/** Gaps as they stand when somebody asks, where samples are stamped later than that (docs/design.md#gap). */
import { holdingAt } from '../anomaly/anomaly.ts';
import { GAP_STEPS } from '../telemetry/completeness.ts';
import { microsOf } from '../telemetry/rule.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { Anomaly } from './registry.ts';

/**
 * What is stored follows the data alone: a sample of tomorrow ends a gap there. Until the clock is there it proves
 * nothing, and the gap is not over; one that begins after the clock is none yet.
 */
export function gapsByNow(anomalies: readonly Anomaly[], now: Micros): readonly Anomaly[] {
  if (!anomalies.some((one) => isAhead(one, now))) return anomalies;
  return anomalies.flatMap((one): Anomaly[] => {
    if (one.kind !== 'GAP' || !isAhead(one, now)) return [one];
    const { missingSamples, periodSeconds, stepSeconds = periodSeconds, open = 'END' } = one.evidence;
    const length = now - one.from;
    const step = microsOf(stepSeconds);
    if (length <= GAP_STEPS * step) return [];
    const evidence = {
      ...one.evidence,
      missingSamples: Math.min(missingSamples, Math.floor(length / step)),
      lengthSeconds: length / MICROS_PER_SECOND,
      open,
    };
    return [holdingAt({ ...one, evidence }, now)];
  });
}

function isAhead({ kind, from, to, current }: Anomaly, now: Micros): boolean {
  return kind === 'GAP' && (to ?? current?.asOf ?? from) > now;
}
