import type { AnomaliesOnWire, AnomalyOnWire } from '../../shared/contract/anomalies.ts';
import { lengthText, numberText } from './number-text.ts';
import { pendingText } from './pending-text.ts';
import { tableText } from './table.ts';

/** A row an anomaly: what, where, since when, its value against limit or reference, and how old the news is. */
export function anomaliesText({ anomalies, pending }: AnomaliesOnWire, now: number): string {
  if (anomalies.length === 0) {
    return `nothing found (looked for: LIMIT, RATE, STUCK, GAP, OFFSET)\n${pendingText(pending)}`;
  }
  const titles = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'length'];
  const numbers = ['value', 'limit', 'margin', 'reference', 'age', 'blame', 'evidence'];
  return (
    tableText(
      [...titles, ...numbers].map((title) => ({
        title,
        ...(title === 'length' && { align: 'right' as const }),
      })),
      anomalies.map((anomaly) => rowOf(anomaly, now)),
    ) + pendingText(pending)
  );
}

function rowOf(anomaly: AnomalyOnWire, now: number): string[] {
  const { kind, unit, pair, channels, from, to, blame, current } = anomaly;
  const { value, limit, margin, reference, rest } = numbersOf(anomaly);
  return [
    ...[severityText(anomaly), kind, unit ?? pair ?? '–', channels.join(', ')],
    ...[
      from,
      to ?? 'holds still',
      to === null ? '–' : lengthText((Date.parse(to) - Date.parse(from)) / 1000),
    ],
    ...[value, limit, margin, reference],
    current === undefined ? 'over' : `as of ${current.asOf}, ${ageText(now - Date.parse(current.asOf))} ago`,
    ...[blame ?? 'not known', rest],
  ];
}

/** The severity that holds, and the worst there was where it was worse. */
function severityText({ severity, current }: AnomalyOnWire): string {
  return current === undefined || current.severity === severity
    ? severity
    : `${current.severity} (was ${severity})`;
}

interface Numbers {
  readonly value: string;
  readonly limit: string;
  readonly margin: string;
  readonly reference: string;
  /** What else decided. */
  readonly rest: string;
}

const NOTHING = { value: '–', limit: '–', margin: '–', reference: '–' };

function numbersOf({ kind, evidence, pair }: AnomalyOnWire): Numbers {
  if (kind === 'LIMIT' || kind === 'RATE') {
    const { currentValue, mostSevereValue, limit, margin, side, perSeconds, ...rest } = evidence;
    const per = typeof perSeconds === 'number' ? ` in ${lengthText(perSeconds)}` : '';
    return {
      value: `${valueText(currentValue)}${per} (worst ${valueText(mostSevereValue)})`,
      limit: `${side === 'LOW' ? '≥' : '≤'} ${valueText(limit)}${per}`,
      margin: `${valueText(margin)} beyond`,
      reference: 'limit',
      rest: evidenceText(rest),
    };
  }
  if (kind === 'OFFSET') {
    const { worstMedian, margin, ...rest } = evidence;
    const value = `worst median ${valueText(worstMedian)}`;
    return {
      ...NOTHING,
      value,
      limit: `± ${valueText(margin)}`,
      reference: `twin of ${pair}`,
      rest: evidenceText(rest),
    };
  }
  return { ...NOTHING, rest: evidenceText(evidence) };
}

function ageText(milliseconds: number): string {
  return lengthText(Math.max(0, milliseconds) / 1000);
}

function evidenceText(evidence: AnomalyOnWire['evidence']): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ');
}

function valueText(value: AnomalyOnWire['evidence'][string] | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return value.map(valueText).join(' ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueText(inner)}`)
      .join(', ');
  }
  return String(value);
}
