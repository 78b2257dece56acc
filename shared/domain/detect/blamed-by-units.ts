/** Whose an offset between twins is, where what was found on one of the units alone says it. */
import type { Pair } from '../experiment/hardware-schema.ts';
import type { Micros } from '../time.ts';
import type { Anomaly } from './registry.ts';

/**
 * The anomalies of a pair, each OFFSET that nobody is blamed for with the unit whose SHIFT or DRIFT explains it: of the same
 * channel and time, and towards the side that it stands on. Where each of the two has one, nobody is blamed.
 *
 * @param shift how much later than the flight unit the ground unit goes through the same
 */
export function blamedByUnits(
  { flight, ground }: Pick<Pair, 'flight' | 'ground'>,
  shift: Micros,
  anomalies: readonly Anomaly[],
  ofUnits: readonly Anomaly[],
): readonly Anomaly[] {
  return anomalies.map((anomaly) => {
    if (anomaly.kind !== 'OFFSET' || anomaly.blame !== null) return anomaly;
    const { sign } = anomaly.evidence;
    const blamed = new Set(
      ofUnits.flatMap((one): string[] => {
        if (one.kind !== 'SHIFT' && one.kind !== 'DRIFT') return [];
        if (one.unit !== flight && one.unit !== ground) return [];
        const isFlight = one.unit === flight;
        const isToldOfIt =
          one.blame === one.unit &&
          one.evidence.sign === (isFlight ? sign : -sign) &&
          one.channels.some((series) => anomaly.channels.includes(series)) &&
          overlaps(one, anomaly, isFlight ? 0 : shift);
        return isToldOfIt ? [one.unit] : [];
      }),
    );
    const [unit] = blamed;
    return blamed.size === 1 && unit !== undefined ? { ...anomaly, blame: unit } : anomaly;
  });
}

type Stretch = Pick<Anomaly, 'from' | 'to'>;

/** On the flight's time. */
function overlaps(ofUnit: Stretch, ofPair: Stretch, shift: Micros): boolean {
  const end = ({ to }: Stretch) => to ?? Number.POSITIVE_INFINITY;
  return ofUnit.from - shift <= end(ofPair) && ofPair.from <= end(ofUnit) - shift;
}
