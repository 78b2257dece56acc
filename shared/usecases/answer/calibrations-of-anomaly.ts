/** Which calibrations the numbers of an anomaly went through. */
import { type CalibrationInForce, calibrationsInForce } from '../../domain/calibration/in-force.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { oncePer } from '../../domain/once-per.ts';
import type { Micros } from '../../domain/time.ts';
import type { TimelineEvent } from '../../domain/timeline/event.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';

/** Of an anomaly of a pair those of both units, the ground unit's at its own times. */
export function calibrationsOfAnomaly(
  index: DefinitionIndex,
  events: readonly TimelineEvent[],
): (anomaly: Anomaly) => CalibrationInForce[] {
  const shiftOf = oncePer((id: string) => {
    const pair = index.pairs.get(id);
    return pair === undefined ? 0 : pairRulesOf(index, pair, events).shiftMicros;
  });
  return ({ unit, pair, channels, from, to }) => {
    const inForce = (id: string, shift: Micros) =>
      (index.seriesByUnit.get(id) ?? [])
        .filter(({ series, calibration }) => calibration !== null && channels.includes(series))
        .flatMap((one) =>
          calibrationsInForce(id, one, { from: from + shift, to: (to ?? Infinity) + shift + 1 }),
        );
    const sides = pair === undefined ? undefined : index.pairs.get(pair);
    if (sides !== undefined && pair !== undefined)
      return [...inForce(sides.flight, 0), ...inForce(sides.ground, shiftOf(pair))];
    return unit === undefined ? [] : inForce(unit, 0);
  };
}
