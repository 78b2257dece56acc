/** Findings as the verdict tells them: what is worse, with its time, and what to look at, with value and limit. */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import { explainedText } from '../anomaly/explained-text.ts';
import { severityText } from '../anomaly/severity-text.ts';
import { endWords } from '../detect/end-words.ts';
import { type Anomaly, detectorNamed, followsClock } from '../detect/registry.ts';
import { channelOf } from '../telemetry/frame.ts';
import { utcSpan, utcText } from '../words/instant.ts';
import { spokenUnit } from '../words/spoken-unit.ts';

/** Words and units that anomalies are told with. */
export interface Naming {
  /** UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
  /** The sides of each pair. */
  readonly twins: Readonly<Record<string, { readonly flight: string; readonly ground: string }>>;
}

/** Anomalies of one kind that the sensors of one channel show at one time, told as one. */
export interface ToldAnomaly {
  /** The one that goes furthest beyond its limit; its ends are those of all of them together. */
  readonly anomaly: Anomaly;
  /** Series that show it, the primary sensor's first. */
  readonly series: readonly string[];
}

/** The worst first, of equals what still holds first, then by onset. */
export function toldAnomalies(anomalies: readonly Anomaly[]): ToldAnomaly[] {
  const told: ToldAnomaly[] = [];
  for (const anomaly of anomalies.toSorted((a, b) => a.from - b.from)) {
    const at = told.findIndex((one) => isSameFinding(one.anomaly, anomaly));
    if (at < 0) told.push({ anomaly, series: anomaly.channels });
    else told[at] = joined(told[at]!, anomaly);
  }
  return told.sort(
    ({ anomaly: a }, { anomaly: b }) =>
      rankOf(holdingSeverity(b)) - rankOf(holdingSeverity(a)) ||
      Number(a.to !== null) - Number(b.to !== null) ||
      a.from - b.from,
  );
}

function isSameFinding(a: Anomaly, b: Anomaly): boolean {
  return (
    a.kind === b.kind &&
    a.unit === b.unit &&
    a.pair === b.pair &&
    sideOf(a) === sideOf(b) &&
    channelsOf(a) === channelsOf(b) &&
    (a.to === null || b.from <= a.to) &&
    (b.to === null || a.from <= b.to)
  );
}

function channelsOf({ channels }: Anomaly): string {
  return [...new Set(channels.map(channelOf))].join(' ');
}

function joined({ anomaly: a, series }: ToldAnomaly, b: Anomaly): ToldAnomaly {
  const worse = marginOf(b) > marginOf(a) ? b : a;
  const current = rankOf(b.current?.severity) > rankOf(a.current?.severity) ? b.current : a.current;
  const anomaly = {
    ...worse,
    severity: rankOf(b.severity) > rankOf(a.severity) ? b.severity : a.severity,
    from: Math.min(a.from, b.from),
    to: a.to === null || b.to === null ? null : Math.max(a.to, b.to),
    ...(current !== undefined && { current }),
  };
  return { anomaly, series: [...new Set([...series, ...b.channels])].sort() };
}

/** Of an anomaly beyond a bound: which one. */
function sideOf({ evidence }: Anomaly): string | null {
  return 'side' in evidence ? evidence.side : null;
}

function marginOf({ evidence }: Anomaly): number {
  return 'margin' in evidence ? evidence.margin : 0;
}

function rankOf(severity: Severity | undefined): number {
  return severity === undefined ? -1 : SEVERITIES.indexOf(severity);
}

function holdingSeverity({ severity, current }: Anomaly): Severity {
  return current?.severity ?? severity;
}

/** `WARNING, FU2 temperature (T2 too) beyond its limit from 11 Mar 21:59 to 13 Mar 05:59 UTC, over`. */
export function worseText(told: ToldAnomaly, naming: Naming): string {
  const { kind, from, to, current } = told.anomaly;
  // What follows the clock holds when it is asked, which needs no saying.
  const isNow = current === undefined || followsClock(told.anomaly);
  const until = isNow ? 'ongoing' : `ongoing at ${utcText(current.asOf)}`;
  const when =
    to === null ? `since ${utcText(from)}, ${until}` : `from ${utcSpan(from, to)}, ${endWords(told.anomaly)}`;
  return `${severityText(told.anomaly)}, ${placeOf(told, naming)} ${detectorNamed(kind).phrase} ${when}`;
}

/** `look at FU2 temperature (T2 too): at worst 39.16 °C, …, 11 Mar 21:59 to 13 Mar 05:59 UTC`. */
export function lookText(told: ToldAnomaly, naming: Naming): string {
  const { from, to, kind } = told.anomaly;
  const place = placeOf(told, naming);
  const when = to === null ? `since ${utcText(from)}` : utcSpan(from, to);
  const unitOf = (series: string) => spokenUnit(naming.ucums[channelOf(series)]);
  const figures = detectorNamed(kind).figures(told.anomaly, unitOf);
  if (kind === 'STUCK' && to !== null) return `do not trust ${place} from ${when}: ${figures}`;
  return `look at ${place}${to === null ? ' now' : ''}: ${figures}${explainedText(told.anomaly)}, ${when}`;
}

function placeOf({ anomaly: { unit, pair }, series }: ToldAnomaly, { twins }: Naming): string {
  const sides = pair === undefined ? undefined : twins[pair];
  const where = sides === undefined ? (unit ?? pair ?? '') : `${pair} (${sides.flight} and ${sides.ground})`;
  const channels = Map.groupBy(series, channelOf);
  const names = Array.from(channels, ([channel, all]) => seriesText(channel, all));
  return [where, ...(names.length === 0 ? [] : [names.join(' and ')])].join(' ');
}

/** The channel, and which of its redundant sensors show it. */
function seriesText(channel: string, series: readonly string[]): string {
  const sensors = series.filter((one) => one !== channel).map((one) => one.slice(channel.length + 1));
  if (sensors.length === 0) return channel;
  return series.includes(channel)
    ? `${channel} (${sensors.join(' and ')} too)`
    : `${channel} of ${sensors.join(' and ')}`;
}
