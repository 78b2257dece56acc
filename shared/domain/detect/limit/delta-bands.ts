/** From the limits on a difference to bands: of the phase that the flight unit is in, while both units are armed. */
import type { PairContext } from '../../anomaly/pair-detector.ts';
import type { LimitsEntry } from '../../experiment/limits-schema.ts';
import { standingEventsOf } from '../../timeline/event.ts';
import { type Interval, intersection } from '../../timeline/interval.ts';
import { armedPairIntervals } from '../../twins/armed-pair.ts';
import { shiftOf } from '../../twins/pair-rules.ts';
import type { LimitBand } from './band.ts';
import { bandOf, entriesInForce } from './bands-in-force.ts';

const EVER: Interval = { from: -Infinity, to: Infinity };

/** On the flight's axis. A difference counts where both of its samples do, in phases that are armed (`armed-pair.ts`). */
export function deltaBandsOf(limits: readonly LimitsEntry[], context: PairContext): LimitBand[] {
  if (limits.length === 0) return [];
  const { index, pair, events } = context;
  const { phases } = index.definition;
  const timeline = { pair, phases, events, shiftMicros: shiftOf(index, pair, events) };
  const armed = armedPairIntervals(timeline, EVER);
  const ofFlight = { index, unit: pair.flight, events: standingEventsOf(events, pair.flight) };
  return entriesInForce(limits, ofFlight).flatMap(({ entry, from, to }) =>
    intersection([{ from: from ?? -Infinity, to: to ?? Infinity }], armed).map((held) =>
      bandOf(entry, { from: finite(held.from), to: finite(held.to) }),
    ),
  );
}

const finite = (at: number): number | null => (Number.isFinite(at) ? at : null);
