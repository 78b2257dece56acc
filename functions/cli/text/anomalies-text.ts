import {
  type AnomaliesOnWire,
  type AnomalyOnWire,
  anomalyFromWire,
} from '../../../shared/contract/anomalies.ts';
import { severityText } from '../../../shared/domain/anomaly/severity-text.ts';
import { detectorNamed, followsClock } from '../../../shared/domain/detect/registry.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spanBetween, spanText } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { lookedForText } from './looked-for-text.ts';
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
): string {
  const below = lookedForText(lookedFor) + pendingText(pending, atLeast) + setAsideText(setAside);
  if (anomalies.length === 0) {
    return `nothing found in what was looked for\n${below}`;
  }
  const titles = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'length', 'numbers', 'age', 'blame'];
  return (
    tableText(
      titles.map((title) => ({
        title,
        ...(title === 'length' && { align: 'right' as const }),
      })),
      anomalies.map((anomaly) => rowOf(anomaly, now, ucums)),
    ) + below
  );
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
