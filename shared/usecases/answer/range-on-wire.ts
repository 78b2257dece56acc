import type { DeltaOnWire } from '../../contract/deltas.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import { elapsedSecondsAt } from '../../domain/timeline/event.ts';
import type { PairView } from './read-pair.ts';

export function rangeOnWire(extent: PairView['extent'], referenceAt: Micros | null): DeltaOnWire['range'] {
  if (extent === null) return null;
  return {
    first: isoOf(extent.from),
    last: isoOf(extent.to),
    firstElapsedSeconds: elapsedSecondsAt(extent.from, referenceAt),
    lastElapsedSeconds: elapsedSecondsAt(extent.to, referenceAt),
  };
}
