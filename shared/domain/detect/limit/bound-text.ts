import type { AnyAnomaly } from '../../anomaly/anomaly.ts';
import { countText } from '../../words/count.ts';
import { figureText } from '../../words/figure.ts';
import { differenceUnit } from '../../words/spoken-unit.ts';
import type { BoundEvidence } from './evidence.ts';

/**
 * Numbers beyond a bound: `38.9 °C, at worst 40.2 °C, 1.7 °C above the critical limit of 38.5 °C (4 readings)`; the
 * number now only while it lasts, and where it differs from the worst.
 *
 * @param unit what follows each number
 * @param each what more there is to say of the readings
 */
export function boundText(anomaly: Beyond, unit: string, each = ''): string {
  return `${heldText(anomaly, unit, figureText)} (${countText(anomaly.evidence.samples, 'reading')}${each})`;
}

/** `FU1 minus GU1 +0.62 °C, at worst +0.82 °C, 0.32 °C above the warning limit of +0.5 °C (4 pairs)`. */
export function deltaText(
  anomaly: Beyond,
  { flight, ground }: { readonly flight: string; readonly ground: string },
  unit: string,
): string {
  const held = heldText(anomaly, unit, signedText);
  return `${flight} minus ${ground} ${held} (${countText(anomaly.evidence.samples, 'pair')})`;
}

type Beyond = Pick<AnyAnomaly, 'severity' | 'to'> & { readonly evidence: BoundEvidence };

function heldText({ evidence, severity, to }: Beyond, unit: string, text: (value: number) => string): string {
  const { side, limit, margin, mostSevereValue, currentValue } = evidence;
  const isNew = to === null && currentValue === mostSevereValue;
  const present = to === null && !isNew ? `${text(currentValue)}${unit}, ` : '';
  const worst = `${isNew ? '' : 'at worst '}${text(mostSevereValue)}${unit}`;
  const beyond = `${figureText(margin)}${differenceUnit(unit)} ${side === 'LOW' ? 'below' : 'above'}`;
  return `${present}${worst}, ${beyond} the ${severity.toLowerCase()} limit of ${text(limit)}${unit}`;
}

const signedText = (value: number): string => `${value > 0 ? '+' : ''}${figureText(value)}`;
