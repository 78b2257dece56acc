import type { MovesOnWire } from '../../shared/contract/downlinks.ts';
import { spokenUnit } from '../../shared/domain/spoken-unit.ts';
import { countText, numberText } from './number-text.ts';
import { tableText } from './table.ts';
import { shortIso } from './time-text.ts';

/** What a dry run would change, for people. */
export function movesText({ deltas, anomalies }: MovesOnWire): string {
  const titles = ['pair', 'channel', 'delta now', 'then', 'pairs now', 'then', 'environment now', 'then'];
  const parts = [
    `  would move ${countText(deltas.length, 'delta')} and ${countText(anomalies.length, 'anomaly', 'anomalies')}\n`,
    deltas.length === 0
      ? ''
      : `\n${tableText(
          titles.map((title, i) => ({ title, ...(i >= 2 && i <= 5 && { align: 'right' as const }) })),
          deltas.map(deltaRow),
        )}`,
    anomalies.length === 0
      ? ''
      : `\n${tableText(
          ['change', 'severity', 'kind', 'where', 'channels', 'from', 'to'].map((title) => ({ title })),
          anomalies.map(anomalyRow),
        )}`,
  ];
  return parts.join('');
}

function deltaRow({ pair, channel, ucum, before, after }: MovesOnWire['deltas'][number]): string[] {
  const delta = (value: number | null) => (value === null ? '–' : `${numberText(value)}${spokenUnit(ucum)}`);
  return [
    ...[pair, channel, delta(before.delta), delta(after.delta)],
    ...[String(before.pairedSamples), String(after.pairedSamples), before.environment, after.environment],
  ];
}

function anomalyRow({ change, anomaly }: MovesOnWire['anomalies'][number]): string[] {
  const { severity, kind, unit, pair, channels, from, to } = anomaly;
  return [
    change,
    severity,
    kind,
    unit ?? pair ?? '–',
    channels.join(', '),
    shortIso(from),
    to === null ? 'holds still' : shortIso(to),
  ];
}
