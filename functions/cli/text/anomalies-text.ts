import type { AnomaliesOnWire, AnomalyOnWire } from '../../../shared/contract/anomalies.ts';
import { channelOf } from '../../../shared/domain/telemetry/frame.ts';
import { MICROS_PER_SECOND } from '../../../shared/domain/time.ts';
import { figureText } from '../../../shared/domain/words/figure.ts';
import { typedIso } from '../../../shared/domain/words/instant.ts';
import { listText } from '../../../shared/domain/words/list.ts';
import { spanBetween, spanText } from '../../../shared/domain/words/span.ts';
import { spokenUnit } from '../../../shared/domain/words/spoken-unit.ts';
import { pendingText, setAsideText } from './pending-text.ts';
import { tableText } from './table.ts';

/**
 * A row an anomaly: what, where, since when, its value against limit or reference, and how old the news is. `ucums`
 * holds the UCUM code of each channel.
 */
export function anomaliesText(
  { anomalies, pending, atLeast, ...setAside }: AnomaliesOnWire,
  now: number,
  ucums: Readonly<Record<string, string>>,
): string {
  const below = pendingText(pending, atLeast) + setAsideText(setAside);
  if (anomalies.length === 0) {
    return `nothing found (looked for: LIMIT, RATE, STUCK, GAP, OFFSET)\n${below}`;
  }
  const titles = ['severity', 'kind', 'where', 'channels', 'from', 'to', 'length'];
  const numbers = ['value', 'limit', 'margin', 'reference', 'age', 'blame', 'evidence'];
  return (
    tableText(
      [...titles, ...numbers].map((title) => ({
        title,
        ...(title === 'length' && { align: 'right' as const }),
      })),
      anomalies.map((anomaly) => rowOf(anomaly, now, ucums)),
    ) + below
  );
}

function rowOf(anomaly: AnomalyOnWire, now: number, ucums: Readonly<Record<string, string>>): string[] {
  const { kind, unit, pair, channels, from, to, blame, current } = anomaly;
  const ofUnit = spokenUnit(ucums[channelOf(channels[0] ?? '')]);
  const { value, limit, margin, reference, rest } = numbersOf(anomaly, ofUnit);
  return [
    ...[severityText(anomaly), kind, unit ?? pair ?? '–', listText(channels)],
    ...[typedIso(from), to === null ? 'ongoing' : typedIso(to), to === null ? '–' : spanBetween(from, to)],
    ...[value, limit, margin, reference],
    current === undefined
      ? 'over'
      : `as of ${typedIso(current.asOf)}, ${spanText((now - Date.parse(current.asOf)) * 1000)} ago`,
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

function numbersOf(anomaly: AnomalyOnWire, ofUnit: string): Numbers {
  const { kind } = anomaly;
  if (kind === 'LIMIT' || kind === 'RATE') {
    const { currentValue, mostSevereValue, limit, margin, side, ...others } = anomaly.evidence;
    const { perSeconds, ...rest } = { perSeconds: null, ...others };
    const per = ofUnit + (perSeconds === null ? '' : ` in ${spanText(perSeconds * MICROS_PER_SECOND)}`);
    return {
      value: `${valueText(currentValue)}${per} (worst ${valueText(mostSevereValue)}${per})`,
      limit: `${side === 'LOW' ? '≥' : '≤'} ${valueText(limit)}${per}`,
      margin: `${valueText(margin)}${per} beyond`,
      reference: 'limit',
      rest: evidenceText(rest, ofUnit),
    };
  }
  if (kind === 'OFFSET') {
    const { worstMedian, margin, sign, ...rest } = anomaly.evidence;
    const side = sign === -1 ? 'below' : 'above';
    const value = `flight ${side} ground, worst median ${valueText(worstMedian)}${ofUnit}`;
    return {
      ...NOTHING,
      value,
      limit: `± ${valueText(margin)}${ofUnit}`,
      reference: `twin of ${anomaly.pair}`,
      rest: evidenceText(rest, ofUnit),
    };
  }
  return { ...NOTHING, rest: evidenceText(anomaly.evidence, ofUnit) };
}

/** Whole numbers that count something, whatever the channel's unit. */
const COUNTS = new Set(['samples', 'missingSamples']);

function evidenceText(evidence: object, ofUnit: string): string {
  return Object.entries(evidence)
    .map(([name, value]: [string, unknown]) => {
      const words = wordsOf(name);
      if (typeof value === 'number' && name.endsWith('Seconds')) {
        return `${words.slice(0, -' seconds'.length)} ${spanText(value * MICROS_PER_SECOND)}`;
      }
      if (typeof value === 'number' && COUNTS.has(name)) return `${words} ${value}`;
      const isMeasured = typeof value === 'number' || Array.isArray(value);
      return `${words} ${valueText(value)}${isMeasured ? ofUnit : ''}`;
    })
    .join(', ');
}

/** `missingSamples` as people write it: `missing samples`. */
function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  if (typeof value === 'number') return figureText(value);
  if (Array.isArray(value)) return value.map(valueText).join(' ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueText(inner)}`)
      .join(', ');
  }
  return String(value);
}
