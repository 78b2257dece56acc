/** STUCK and DEAD as severe as the limits that they blind (docs/design.md#severity). */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import type { UnitContext } from '../anomaly/unit-detector.ts';
import { LIMIT_SEVERITIES } from '../experiment/channel-schema.ts';
import { unitSeries } from '../experiment/lookups.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { entriesInForce, type InForce } from './limit/bands-in-force.ts';
import type { Anomaly } from './registry.ts';

type Limit = InForce<UnitSeries['limits'][number]>;

const BLINDS: ReadonlySet<string> = new Set(['STUCK', 'DEAD']);
const LACKS: ReadonlySet<string> = new Set(['STUCK', 'DEAD', 'GAP']);

/**
 * The anomalies of a unit, each STUCK and DEAD at the highest severity of the limits that held meanwhile and that nothing
 * else of its unit watched: another sensor of the channel stands in where it was neither stuck nor dead nor lacking.
 * What holds now goes by the limits in force at the newest sample. Nothing becomes milder.
 *
 * @param sent series that ever sent something: no other can stand in
 */
export function withBlindedLimits(
  anomalies: readonly Anomaly[],
  sent: readonly string[],
  context: UnitContext,
): Anomaly[] {
  const series = unitSeries(context.index, context.unit);
  const limits = new Map(series.map((one) => [one.series, entriesInForce(one.limits, context)]));
  const standsIn = (blind: UnitSeries, over: Interval) =>
    series.some(
      (other) =>
        other.channel === blind.channel &&
        other.series !== blind.series &&
        sent.includes(other.series) &&
        !anomalies.some(
          (one) => LACKS.has(one.kind) && one.channels.includes(other.series) && touches(one, over),
        ),
    );
  return anomalies.map((one) => {
    if (!BLINDS.has(one.kind)) return one;
    const over = spanOf(one);
    const blinded = series
      .filter((own) => one.channels.includes(own.series) && !standsIn(own, over))
      .flatMap((own) => limits.get(own.series) ?? []);
    return raised(one, over, blinded);
  });
}

function raised(anomaly: Anomaly, over: Interval, limits: readonly Limit[]): Anomaly {
  const severity = worstOf(anomaly.severity, limits, over);
  if (anomaly.current === undefined) return { ...anomaly, severity };
  const { asOf } = anomaly.current;
  const now = worstOf(anomaly.current.severity, limits, { from: asOf, to: asOf });
  return { ...anomaly, severity, current: { asOf, severity: now } };
}

/** Both ends inclusive. */
function worstOf(least: Severity, limits: readonly Limit[], over: Interval): Severity {
  const held = limits.filter(
    ({ from, to }) => (from ?? -Infinity) <= over.to && (to ?? Infinity) > over.from,
  );
  const ranks = held.flatMap(({ entry }) =>
    LIMIT_SEVERITIES.flatMap((name) =>
      entry[name] === undefined ? [] : SEVERITIES.findIndex((one) => one.toLowerCase() === name),
    ),
  );
  return SEVERITIES[Math.max(SEVERITIES.indexOf(least), ...ranks)] ?? least;
}

const spanOf = ({ from, to, current }: Anomaly): Interval => ({ from, to: to ?? current?.asOf ?? from });

function touches(
  { from, to }: { readonly from: Micros; readonly to: Micros | null },
  over: Interval,
): boolean {
  return from <= over.to && (to ?? Infinity) >= over.from;
}
