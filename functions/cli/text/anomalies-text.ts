import {
  type AnomaliesOnWire,
  type AnomalyOnWire,
  anomalyFromWire,
} from '../../../shared/contract/anomalies.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { detectorNamed, followsClock } from '../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { countText } from '../../../shared/domain/words/count.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spanBetween, spanText } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { calibrationsLines } from './calibrations-text.ts';
import { lookedForText } from './looked-for-text.ts';
import type { Page } from './page.ts';
import { severityColour } from './paint.ts';
import { pendingText, setAsideText } from './pending-text.ts';
import { tableText } from './table.ts';

/**
 * One row per anomaly: what, where, since when, with which numbers, and how old the data is. `ucums` holds the UCUM
 * code of each channel.
 */
export function anomaliesText(
  { anomalies, lookedFor, pending, atLeast, ...setAside }: AnomaliesOnWire,
  now: number,
  ucums: Readonly<Record<string, string>>,
  page: Page,
): string {
  const below = lookedForText(lookedFor) + pendingText(pending, atLeast) + setAsideText(setAside);
  if (anomalies.length === 0) {
    return `nothing found in what was looked for\n${below}`;
  }
  const { rows, left } = cutLogs(anomalies);
  const titles = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'length', 'numbers', 'age', 'blame'];
  return (
    tableText(
      titles.map((title) => ({
        title,
        ...(title === 'length' && { align: 'right' as const }),
        ...(title === 'severity' && { colourOf: severityColour }),
        ...(HEAD.includes(title) && { isHead: true }),
      })),
      rows.map((anomaly) => rowOf(anomaly, now, ucums)),
      page,
    ) +
    left +
    calibrationsLines(rows.flatMap(({ calibrations = [] }) => calibrations)) +
    below
  );
}

/** What and where: the first line of an anomaly on a narrow page. */
const HEAD = ['severity', 'kind', 'where', 'channels'];

/** Rows of one kind that only stands in lists; more would bury what matters. */
const MOST_LOGGED = 5;

/** Without the rows of such kinds of which there are many, unless nothing else was asked for. */
function cutLogs(anomalies: readonly AnomalyOnWire[]): { rows: readonly AnomalyOnWire[]; left: string } {
  const byKind = Map.groupBy(anomalies, ({ kind }) => kind);
  if (byKind.size < 2) return { rows: anomalies, left: '' };
  const cut = [...byKind].filter(([kind, all]) => detectorNamed(kind).isLogOnly && all.length > MOST_LOGGED);
  const left = cut.map(([kind, all]) => {
    const where = Map.groupBy(all, ({ unit, pair, channels }) => `${unit ?? pair} ${listText(channels)}`);
    const counts = Array.from(where, ([place, here]) => `${here.length} on ${place}`);
    return `not shown: ${countText(all.length, kind, kind)} of severity ${all[0]!.severity} (${listText(counts, ', ', 6)}); --kind ${kind} lists them\n`;
  });
  const isCut = new Set(cut.map(([kind]) => kind));
  return { rows: anomalies.filter(({ kind }) => !isCut.has(kind)), left: left.join('') };
}

function rowOf(anomaly: AnomalyOnWire, now: number, ucums: Readonly<Record<string, string>>): string[] {
  const { kind, unit, pair, channels, from, to, blame } = anomaly;
  const unitOf = (series: string) => spokenUnit(ucums[channelOf(series)]);
  return [
    ...[severityText(anomaly), kind, unit ?? pair ?? '–', channelsText(channels)],
    ...[typedIso(from), to === null ? 'ongoing' : typedIso(to), to === null ? '–' : spanBetween(from, to)],
    detectorNamed(kind).figures(anomalyFromWire(anomaly), unitOf),
    ageText(anomaly, now),
    blame ?? 'not known',
  ];
}

/** The series of an anomaly; one of the whole unit names none. */
export function channelsText(channels: readonly string[]): string {
  return channels.length === 0 ? 'all' : listText(channels);
}

/** What follows the clock holds when it is asked. */
function ageText({ kind, current }: AnomalyOnWire, now: number): string {
  if (current === undefined) return 'over';
  if (followsClock({ kind })) return 'now';
  return `as of ${typedIso(current.asOf)}, ${spanText((now - Date.parse(current.asOf)) * 1000)} ago`;
}
