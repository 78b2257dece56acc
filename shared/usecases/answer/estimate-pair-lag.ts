import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { microsOf } from '../../domain/telemetry/rule.ts';
import { estimateLag, type LagEstimate } from '../../domain/timeline/lag.ts';
import type { PairRules } from '../../domain/twins/pair-rules.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import { type PairAddress, visibleSegments } from '../pages/lay-pair.ts';
import type { PairView } from './read-pair.ts';

/** Periods of the pair's beginning that are looked at: enough to tell, few enough for one request. */
const MOST_PERIODS = 20_000;

/** The lag that the channel's own samples show, or null where they show none clearly. */
export async function estimatePairLag(
  ports: Ports,
  at: PairAddress,
  rules: PairRules,
  channel: UnitSeries,
  extent: PairView['extent'],
): Promise<LagEstimate | null> {
  if (extent === null) return null;
  const to = Math.min(extent.to + 1, extent.from + MOST_PERIODS * microsOf(channel.period));
  const onGround = { from: extent.from + rules.shiftMicros, to: to + rules.shiftMicros };
  const { pair, flightDays, groundDays } = rules;
  const series = new Set([channel.series]);
  const flightRange = { from: extent.from, to };
  const { flightAnswer, groundAnswer } = rules;
  const inFlight = await visibleSegments(ports, at, pair.flight, flightDays, flightRange);
  const [flight] = await readSamples(ports, flightAnswer, inFlight, { series, range: flightRange });
  const onTheGround = await visibleSegments(ports, at, pair.ground, groundDays, onGround);
  const [ground] = await readSamples(ports, groundAnswer, onTheGround, { series, range: onGround });
  if (flight === undefined || ground === undefined) return null;
  // Beyond the planned delay, as the alignment states its own lag.
  return estimateLag(flight, ground, {
    periodSeconds: channel.period,
    shiftMicros: microsOf(pair.plannedDelay),
  });
}
