/** What stands over the lines of a picture: phases, events, findings; and its points, on the axis of the picture. */

import type { AnomaliesOnWire, AnomalyOnWire } from '../../contract/anomalies.ts';
import type { TelemetryOnWire } from '../../contract/telemetry.ts';
import { SEVERITIES } from '../../domain/anomaly/anomaly.ts';
import { foldedText, foldLogs } from '../../domain/anomaly/logged.ts';
import { severityNow } from '../../domain/anomaly/urgency.ts';
import { detectorNamed } from '../../domain/detect/registry.ts';
import { parseDuration } from '../../domain/duration.ts';
import { parseInstant } from '../../domain/instant.ts';
import { isoOf, MICROS_PER_SECOND, type Micros, type Seconds } from '../../domain/time.ts';
import { standingEventsOf, type TimelineEvent } from '../../domain/timeline/event.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { PairSides } from '../../domain/twins/pair-sides.ts';
import { typedIso, typedUtc } from '../../domain/words/instant.ts';
import type { Figure, FigurePoint, Finding, Mark, Stretch } from '../../formats/svg/figure.ts';

/** An axis of elapsed time: its zero on the clock of the unit it is drawn of. */
export interface Axis {
  readonly zero: Micros;
  /** Of times of this unit this is taken, to be on the axis. */
  readonly shift: Micros;
}

export function onAxis({ zero, shift }: Axis, at: Micros): Seconds {
  return (at - shift - zero) / MICROS_PER_SECOND;
}

/** Of windows the middle. */
export function pointsOn(axis: Axis, { points, resolution }: TelemetryOnWire): FigurePoint[] {
  const half = resolution === 'raw' ? 0 : parseDuration(resolution) / 2;
  return points.map(({ t, n, mean, min, max, quality }) => ({
    ...{ at: onAxis(axis, parseInstant(t)) + half, n, value: mean, min, max },
    quality: quality === 'GOOD' || quality === 'BAD' ? quality : 'UNCERTAIN',
  }));
}

/** Where a series has nothing to draw: samples lack, or came without a value (DEAD, but for readings beyond the range). */
export function gapsOn(
  axis: Axis,
  gaps: readonly Interval[],
  { anomalies }: Pick<AnomaliesOnWire, 'anomalies'>,
  { unit, channel }: { readonly unit: string; readonly channel: string },
): Stretch[] {
  const dead = anomalies.filter(
    (one) =>
      one.kind === 'DEAD' &&
      one.unit === unit &&
      one.channels.includes(channel) &&
      one.evidence.outOfRange === 0,
  );
  return [
    ...gaps.map(({ from, to }) => ({ from: onAxis(axis, from), to: onAxis(axis, to) })),
    ...dead.map((one) => findingOn(axis, one)).map(({ from, to }) => ({ from, to })),
  ];
}

/** From one point to the next where none lacks. */
export function stepOf({ resolution }: TelemetryOnWire, period: Seconds): Seconds {
  return resolution === 'raw' ? period : Math.max(period, parseDuration(resolution));
}

/** @param nameOf how an event is called */
export function eventsOn(
  axis: Axis,
  events: readonly TimelineEvent[],
  unit: string,
  nameOf: (event: TimelineEvent) => string,
): Mark[] {
  return standingEventsOf(events, unit).map((event) => ({ at: onAxis(axis, event.at), name: nameOf(event) }));
}

/** An event that stands in both lists at one place is one mark. */
export function joinedMarks(flight: readonly Mark[], ground: readonly Mark[], called: PairSides): Mark[] {
  const isSame = (a: Mark, b: Mark) => a.name === b.name && Math.abs(a.at - b.at) < 1;
  const shared = flight.filter((one) => ground.some((other) => isSame(one, other)));
  const only = (marks: readonly Mark[], side: string) =>
    marks
      .filter((one) => !shared.some((other) => isSame(one, other)))
      .map(({ at, name }) => ({ at, name: `${name} (${side})` }));
  return [...shared, ...only(flight, called.flight), ...only(ground, called.ground)].toSorted(
    (a, b) => a.at - b.at,
  );
}

/** Of one channel of these units and pairs; what concerns a whole unit concerns each of its channels. */
export function findingsOf(
  { anomalies }: AnomaliesOnWire,
  channel: string,
  isMeant: (anomaly: AnomalyOnWire) => boolean,
): AnomalyOnWire[] {
  return anomalies.filter(
    (anomaly) => isMeant(anomaly) && (anomaly.channels.length === 0 || anomaly.channels.includes(channel)),
  );
}

/** What is drawn one by one, on the axis of each, and what is only counted, in sentences. */
export function foundOn(
  anomalies: readonly AnomalyOnWire[],
  axisOf: (anomaly: AnomalyOnWire) => Axis,
): Pick<Figure, 'findings' | 'notes'> {
  const { listed, folded } = foldLogs(anomalies, (kind) => detectorNamed(kind).isLogOnly);
  return {
    findings: listed.map((one) => findingOn(axisOf(one), one)),
    notes: folded.map(foldedText),
  };
}

export function findingOn(axis: Axis, anomaly: AnomalyOnWire): Finding {
  const { kind, unit, pair, severity, from, to, current } = anomaly;
  const [begin, end] = [parseInstant(from), to === null ? null : parseInstant(to)];
  // What is ongoing is known as of the newest sample, which may be long ago.
  const known = current === undefined ? 'ongoing' : `ongoing as of ${typedIso(current.asOf)}`;
  const span = end === null ? `from ${typedUtc(begin)}, ${known}` : `${typedUtc(begin)} to ${typedUtc(end)}`;
  return {
    name: `${kind} ${unit ?? pair ?? ''}, ${severity}, ${span}`,
    rank: SEVERITIES.indexOf(severityNow(anomaly)),
    from: onAxis(axis, begin),
    to: end === null ? Infinity : onAxis(axis, end),
  };
}

/**
 * Elapsed time since the reference event, else UTC: without an event nothing says since when time elapses.
 *
 * @param unit whose clock the axis is
 * @param from where the picture begins; null where it is empty
 */
export function timeAxis(
  reference: TimelineEvent | null,
  unit: string,
  from: Micros | null,
): { readonly zero: Micros } & Pick<Figure, 'clock' | 'since'> {
  if (reference !== null) {
    const { name, at } = reference;
    return { zero: at, clock: 'elapsed', since: `T is ${name}, ${isoOf(at)}` };
  }
  const since =
    from === null ? `UTC, the clock of ${unit}` : `UTC, the clock of ${unit}, from ${typedUtc(from)}`;
  return { zero: 0, clock: 'utc', since };
}
