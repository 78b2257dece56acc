import {
  type AnomaliesOnWire,
  type AnomalyOnWire,
  anomalyFromWire,
} from '../../../shared/contract/anomalies.ts';
import { explainedText } from '../../../shared/domain/anomaly/explained-text.ts';
import { lengthText } from '../../../shared/domain/anomaly/length.ts';
import { foldLogs } from '../../../shared/domain/anomaly/logged.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { type Thing, thingsOf, thingText } from '../../../shared/domain/anomaly/things.ts';
import { endWords } from '../../../shared/domain/detect/end-words.ts';
import { lookedForText } from '../../../shared/domain/detect/looked-for-text.ts';
import {
  type Anomaly,
  detectorNamed,
  followsClock,
  isLeftOpen,
} from '../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { isoOf, type Micros } from '../../../shared/domain/time.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso, typedUtc } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { pendingText, setAsideText } from '../../../shared/domain/words/pending-text.ts';
import { oldText } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { calibrationsLines } from './calibrations-text.ts';
import type { Column } from './column.ts';
import { damagedReceiptsText } from './damaged-text.ts';
import { lookedAtText } from './looked-at-text.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { readUnderOtherText } from './read-under-other-text.ts';
import { tableText } from './table.ts';

export interface AnomaliesView {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The UCUM code of each channel. */
  readonly ucums: Readonly<Record<string, string>>;
  /** A row per anomaly; else one per thing. */
  readonly hasParts: boolean;
}

/** What and where make the first line of a record. */
const COLUMNS: readonly Column[] = [
  { title: 'severity', colourOf: severityColour },
  { title: 'kind', isHead: true },
  { title: 'where', isHead: true },
  { title: 'channels', isHead: true },
  { title: 'from' },
  { title: 'to' },
  { title: 'length', align: 'right' },
  { title: 'blame' },
  { title: 'age' },
  { title: 'numbers' },
];

/**
 * What is wrong, what is ongoing first and the worst of it before the rest: what, where, since when, with which numbers,
 * and how old the data is. A row per thing; its parts are named with it, or have rows below it.
 */
export function anomaliesText(
  { anomalies, lookedFor, lookedAt, ...rest }: AnomaliesOnWire,
  view: AnomaliesView,
  page: Page,
): string {
  const below =
    lookedForText(lookedFor) +
    lookedAtText(lookedAt) +
    pendingText(rest) +
    setAsideText(rest) +
    readUnderOtherText(rest) +
    damagedReceiptsText(rest);
  if (anomalies.length === 0) {
    const isLooked = lookedFor.some(({ looked }) => looked);
    return `${isLooked || lookedFor.length === 0 ? 'nothing found in what was looked for' : 'nothing was looked for'}\n${below}`;
  }
  const { rows, left } = cutLogs(anomalies);
  const things = thingsOf(rows.map(anomalyFromWire), ({ kind }) => detectorNamed(kind).isLogOnly);
  const cells = things.flatMap((thing) => rowsOf(thing, view));
  const parts = things.reduce((sum, thing) => sum + thing.parts.length, 0);
  const hint =
    parts === 0 || view.hasParts
      ? ''
      : `${countText(rows.length, 'anomaly', 'anomalies')} in ${countText(things.length, 'row')}; --parts gives each its own\n`;
  return (
    tableText(COLUMNS, cells, page) +
    left +
    hint +
    calibrationsLines(rows.flatMap(({ calibrations = [] }) => calibrations)) +
    below
  );
}

/** Without the rows of such kinds of which there are many, unless nothing else was asked for. */
function cutLogs(anomalies: readonly AnomalyOnWire[]): { rows: readonly AnomalyOnWire[]; left: string } {
  const isOneKind = new Set(anomalies.map(({ kind }) => kind)).size < 2;
  if (isOneKind) return { rows: anomalies, left: '' };
  const { listed, folded } = foldLogs(anomalies, (kind) => detectorNamed(kind).isLogOnly);
  const left = folded.map(
    ({ kind, count, severity, places }) =>
      `not shown: ${countText(count, kind, kind)} of severity ${severity} (${listText(places, ', ', 6)}); --kind ${kind} lists them\n`,
  );
  return { rows: listed, left: left.join('') };
}

/** Before the kind of a part, which stands below its leader. */
const PART = '└ ';

function rowsOf({ leader, parts }: Thing<Anomaly>, view: AnomaliesView): string[][] {
  if (!view.hasParts) return [rowOf(leader, thingText({ leader, parts }), view)];
  return [rowOf(leader, leader.kind, view), ...parts.map((part) => rowOf(part, `${PART}${part.kind}`, view))];
}

function rowOf(anomaly: Anomaly, what: string, { now, ucums }: AnomaliesView): string[] {
  const { kind, unit, pair, channels, from, to, blame } = anomaly;
  const unitOf = (series: string) => spokenUnit(ucums[channelOf(series)]);
  return [
    ...[severityText(anomaly), what, unit ?? pair ?? '–', channelsText(channels)],
    ...[typedUtc(from), endText(to), to === null ? '–' : lengthText(from, to, anomaly.evidence)],
    ...[blame ?? 'not known', ageText(anomaly, now)],
    `${detectorNamed(kind).figures(anomaly, unitOf)}${explainedText(anomaly)}`,
  ];
}

function endText(to: Micros | null): string {
  return to === null ? 'ongoing' : typedUtc(to);
}

/** The series of an anomaly; one of the whole unit names none. */
export function channelsText(channels: readonly string[]): string {
  return channels.length === 0 ? 'all' : listText(channels);
}

/** What follows the clock holds when it is asked. */
function ageText(anomaly: Anomaly, now: number): string {
  const { current } = anomaly;
  if (isLeftOpen(anomaly) || current === undefined) return endWords(anomaly);
  if (followsClock(anomaly)) return 'now';
  return `as of ${typedIso(isoOf(current.asOf))}, ${oldText(current.asOf, now * 1000)}`;
}
