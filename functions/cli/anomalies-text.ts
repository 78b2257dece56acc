import type { AnomaliesOnWire } from '../../shared/contract/anomalies.ts';
import { lengthText, numberText } from './number-text.ts';
import { pendingText } from './pending-text.ts';
import { tableText } from './table.ts';

type AnomalyOnWire = AnomaliesOnWire['anomalies'][number];

export function anomaliesText({ anomalies, pending }: AnomaliesOnWire): string {
  if (anomalies.length === 0) {
    return `nothing found (looked for: LIMIT, STUCK, GAP, OFFSET)\n${pendingText(pending)}`;
  }
  const columns = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'length', 'blame', 'evidence'];
  return (
    tableText(
      columns.map((title) => ({ title, ...(title === 'length' && { align: 'right' as const }) })),
      anomalies.map(rowOf),
    ) + pendingText(pending)
  );
}

function rowOf(anomaly: AnomalyOnWire): string[] {
  const { severity, kind, unit, pair, channels, from, to, blame, evidence } = anomaly;
  return [
    ...[severity, kind, unit ?? pair ?? '–', channels.join(', ')],
    ...[
      from,
      to ?? 'holds still',
      to === null ? '–' : lengthText((Date.parse(to) - Date.parse(from)) / 1000),
    ],
    ...[blame ?? 'not known', evidenceText(evidence)],
  ];
}

function evidenceText(evidence: AnomalyOnWire['evidence']): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ');
}

function valueText(value: AnomalyOnWire['evidence'][string]): string {
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return value.map(valueText).join(' ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueText(inner)}`)
      .join(', ');
  }
  return String(value);
}
