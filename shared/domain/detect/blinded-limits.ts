/** STUCK and DEAD as severe as the limits that they blind (docs/design.md#severity). */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import type { UnitContext } from '../anomaly/unit-detector.ts';
import { LIMIT_SEVERITIES } from '../experiment/limits-schema.ts';
import { unitSeries } from '../experiment/lookups.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import { oncePer } from '../once-per.ts';
import { channelOf } from '../telemetry/frame.ts';
import { covers, type Interval, intersection, joined } from '../timeline/interval.ts';
import { entriesInForce } from './limit/bands-in-force.ts';
import type { Anomaly } from './registry.ts';

/** The bounds of a blind series, and when they held and nothing else watched its channel. */
interface Blinded {
  readonly entry: UnitSeries['limits'][number];
  readonly times: readonly Interval[];
}

const BLINDS: ReadonlySet<string> = new Set(['STUCK', 'DEAD']);
const LACKS: ReadonlySet<string> = new Set(['STUCK', 'DEAD', 'GAP']);

/**
 * The anomalies of a unit, each STUCK and DEAD at the highest severity of the limits that held while nothing else of its
 * unit watched: another sensor of the channel stands in as long as it is neither stuck nor dead nor lacking. What holds now
 * goes by the limits and the sensors at the newest sample. A GAP of the whole unit blinds by itself, and nothing becomes
 * milder.
 *
 * @param sent series that ever sent something: no other can stand in
 */
export function withBlindedLimits(
  anomalies: readonly Anomaly[],
  sent: readonly string[],
  context: UnitContext,
): Anomaly[] {
  const series = unitSeries(context.index, context.unit);
  const limitsOf = oncePer((own: UnitSeries) => entriesInForce(own.limits, context));
  const lackingOf = oncePer((other: UnitSeries) => timesLacking(other, anomalies, sent));
  return anomalies.map((one) => {
    if (!BLINDS.has(one.kind)) return one;
    const blinded = series
      .filter((own) => one.channels.includes(own.series))
      .flatMap((own): Blinded[] => {
        const others = series.filter(
          (other) => other.channel === own.channel && other !== own && sent.includes(other.series),
        );
        const unwatched = others.map(lackingOf).reduce(intersection, [spanOf(one)]);
        return limitsOf(own).map(({ entry, from, to }) => ({
          entry,
          times: intersection(unwatched, [{ from: from ?? -Infinity, to: to ?? Infinity }]),
        }));
      });
    return raised(one, blinded);
  });
}

/** When a series does not show what its channel does, although its unit sends. */
function timesLacking(
  { series, channel }: UnitSeries,
  anomalies: readonly Anomaly[],
  sent: readonly string[],
): Interval[] {
  const own = anomalies.filter((one) => LACKS.has(one.kind) && one.channels.includes(series));
  const dead = anomalies.filter(({ kind }) => kind === 'DEAD');
  const isOfUnit = ({ kind, channels, from, to }: Anomaly) => {
    const others = sent.filter((name) => !channels.includes(name));
    const areDead = others.every((name) =>
      dead.some((one) => one.channels.includes(name) && one.from <= from && endOf(one) >= (to ?? Infinity)),
    );
    const isOfOthers = channels.some((name) => channelOf(name) !== channel);
    return kind === 'GAP' && areDead && (others.length === 0 || isOfOthers);
  };
  return joined(own.filter((one) => !isOfUnit(one)).map((one) => ({ from: one.from, to: endOf(one) })));
}

function raised(anomaly: Anomaly, blinded: readonly Blinded[]): Anomaly {
  const ever = blinded.filter(({ times }) => times.length > 0);
  const severity = worstOf(anomaly.severity, ever);
  if (anomaly.current === undefined) return { ...anomaly, severity };
  const { asOf } = anomaly.current;
  const now = worstOf(
    anomaly.current.severity,
    blinded.filter(({ times }) => covers(times, asOf)),
  );
  return { ...anomaly, severity, current: { asOf, severity: now } };
}

function worstOf(least: Severity, blinded: readonly Blinded[]): Severity {
  const ranks = blinded.flatMap(({ entry }) =>
    LIMIT_SEVERITIES.flatMap((name) =>
      entry[name] === undefined ? [] : SEVERITIES.findIndex((one) => one.toLowerCase() === name),
    ),
  );
  return SEVERITIES[Math.max(SEVERITIES.indexOf(least), ...ranks)] ?? least;
}

/** Its last instant is of it. */
const spanOf = ({ from, to, current }: Anomaly): Interval => ({
  from,
  to: (to ?? current?.asOf ?? from) + 1,
});

const endOf = ({ to }: Anomaly): number => to ?? Infinity;
