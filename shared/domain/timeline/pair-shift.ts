import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { TimelineEvent } from './event.ts';

/** How the ground's time is laid on the flight's. */
export interface PairShift {
  /** Ground times minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  /** The planned part of it; all of it where no delay was planned. */
  readonly planned: Micros;
}

/** By both reference events; by the plan while one is missing. Without a planned delay the events alone say. */
export function pairShift(
  flight: TimelineEvent | null,
  ground: TimelineEvent | null,
  plannedDelaySeconds: Seconds | null,
): PairShift {
  const apart = flight !== null && ground !== null ? ground.at - flight.at : null;
  const planned =
    plannedDelaySeconds === null ? (apart ?? 0) : Math.round(plannedDelaySeconds * MICROS_PER_SECOND);
  return { shiftMicros: apart ?? planned, planned };
}
