/** What the twin and the siblings of a unit read and show in the same channel: whether payload, cabin or sensor is at fault. */
import { conditionOf } from '../anomaly/anomaly.ts';
import { compareUrgency, severityNow } from '../anomaly/urgency.ts';
import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import { channelOf } from '../telemetry/frame.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { countText } from '../words/count.ts';
import { figureText } from '../words/figure.ts';
import { utcSpan, utcText } from '../words/instant.ts';
import { listText } from '../words/list.ts';

/** The newest valid reading of the channel in the hour before; else how far the unit was heard at all. */
export type ReadingThen =
  | { readonly state: 'READ'; readonly value: number; readonly at: Micros }
  | { readonly state: 'NONE_THEN'; readonly newest: Micros }
  | { readonly state: 'NOTHING_YET' }
  /** What is kept of it is damaged. */
  | { readonly state: 'UNREADABLE' };

export interface Beside {
  readonly unit: string;
  /** UNIT: one of the two that a pair's finding is about. */
  readonly is: 'TWIN' | 'SIBLING' | 'UNIT';
  readonly anomalies: readonly Anomaly[];
  /** The newest sample that these rest on; null where none was judged. */
  readonly judgedTo: Micros | null;
  /** The instant of the finding, in the time of this unit. */
  readonly at: Micros;
  /** The stretch of the finding, in the time of this unit, with the hour before that instant. */
  readonly during: Interval;
  /** Whether that is another than the finding's: the same elapsed time. */
  readonly isShifted: boolean;
  readonly reading: ReadingThen;
}

export interface Besides {
  readonly others: readonly Beside[];
  /** Siblings that were not looked at. */
  readonly left: number;
}

interface Words {
  readonly now: Micros;
  /** What follows a number of the series. */
  unitOf(series: string): string;
}

/** `Twin GU1: 37.02 °C at 1 Mar 08:14 UTC; nothing found in temperature up to 1 Mar 08:14 UTC.` */
export function besideLines({ channels, unit }: Anomaly, { others, left }: Besides, words: Words): string[] {
  const [series = null] = channels;
  const channel = series === null ? null : channelOf(series);
  if (others.length === 0)
    return unit === undefined
      ? []
      : [`${unit} has no twin and no sibling to compare ${channel ?? 'it'} with.`];
  const lines = others.map((one) => {
    const read = channel === null ? heardText(one, words) : readText(one, channel, words);
    return `${NAMES[one.is]} ${one.unit}: ${read}; ${shownText(one, channel, words)}.`;
  });
  return [
    ...lines,
    ...(left === 0 ? [] : [`${countText(left, 'more sibling was', 'more siblings were')} not looked at.`]),
  ];
}

/** So far back a reading counts as one of that time. */
export const BESIDE_SPAN = 3600 * MICROS_PER_SECOND;

const NAMES = { TWIN: 'Twin', SIBLING: 'Sibling', UNIT: 'Unit' } as const;

function readText({ reading: then, at, isShifted }: Beside, channel: string, { unitOf, now }: Words): string {
  const elapsed = isShifted ? ' (the same elapsed time)' : '';
  if (then.state === 'READ')
    return `${figureText(then.value)}${unitOf(channel)} at ${utcText(then.at, now)}${elapsed}`;
  if (then.state === 'NONE_THEN' && then.newest >= at - BESIDE_SPAN)
    return `no valid reading of ${channel} in the hour before ${utcText(at, now)}${elapsed}`;
  return then.state === 'NONE_THEN'
    ? `not heard at ${utcText(at, now)}${elapsed} yet, its newest sample is from ${utcText(then.newest, now)}`
    : HEARD[then.state];
}

function heardText({ reading: then }: Beside, { now }: Words): string {
  if (then.state === 'READ') return `its newest sample is from ${utcText(then.at, now)}`;
  return then.state === 'NONE_THEN'
    ? `its newest sample is from ${utcText(then.newest, now)}`
    : HEARD[then.state];
}

const HEARD = {
  NOTHING_YET: 'nothing of it has been received yet',
  UNREADABLE: 'its data cannot be read, its archive is damaged',
} as const;

/**
 * What is wrong with it now and what was at that time, though over; and how far that was looked for: nothing found is said
 * of that time only.
 */
function shownText({ anomalies, judgedTo, during }: Beside, channel: string | null, { now }: Words): string {
  const where = channel === null ? 'of the unit as a whole' : `in ${channel}`;
  const known = anomalies.filter(
    (one) =>
      !detectorNamed(one.kind).isLogOnly &&
      (channel === null
        ? one.channels.length === 0
        : one.channels.some((other) => channelOf(other) === channel)),
  );
  const lasting = known.filter(({ current }) => current !== undefined);
  const past = known.filter((one) => one.current === undefined && isDuring(one, during));
  const shown = [
    ...[...Map.groupBy(lasting, (one) => `${severityNow(one)} ${one.kind}`)].map(lastingText),
    ...[...Map.groupBy(past, ({ kind }) => kind).values()].map((alike) => pastText(alike, now)),
  ];
  if (shown.length > 0) return `shows ${where}: ${shown.join(', ')}`;
  if (judgedTo === null) return 'nothing of it is judged yet';
  if (known.length === 0) return `nothing found ${where} up to ${utcText(judgedTo, now)}`;
  // What was found is of another time.
  return judgedTo < during.from
    ? `judged up to ${utcText(judgedTo, now)} only`
    : `nothing found ${where} from ${utcSpan(during.from, judgedTo, now)}`;
}

/** Alike of several series or sides are counted and named: two sensors of a channel may be beyond its limit. */
function lastingText([what, alike]: readonly [string, readonly Anomaly[]]): string {
  if (alike.length === 1) return what;
  const parts = alike.map((one) => partOf(conditionOf(one))).sort();
  return `${alike.length} ${what} (${listText(parts)})`;
}

/** `temperature@T1 HIGH` of `LIMIT:FU1:temperature@T1:HIGH`. */
const partOf = (condition: string): string => condition.split(':').slice(2).join(' ');

/** The worst of one kind, with its time, and how many others there were. */
function pastText(alike: readonly Anomaly[], now: Micros): string {
  const worst = alike.toSorted(compareUrgency)[0]!;
  const { from, to, severity, kind } = worst;
  const more = alike.length === 1 ? '' : ` and ${countText(alike.length - 1, 'more', 'more')} of then`;
  const held = to === null ? `since ${utcText(from, now)}` : `${utcSpan(from, to, now)} (over)`;
  return `${severity} ${kind} ${held}${more}`;
}

function isDuring({ from, to }: Anomaly, during: Interval): boolean {
  return from <= during.to && (to ?? Number.POSITIVE_INFINITY) >= during.from;
}
