import type { AnyAnomaly } from '../../anomaly/anomaly.ts';
import { countText } from '../../words/count.ts';
import { figureText } from '../../words/figure.ts';
import type { BoundEvidence } from './evidence.ts';

/**
 * Numbers beyond a bound: `38.9 °C, at worst 40.2 °C, 1.7 °C above the critical limit of 38.5 °C (4 readings)`; the
 * number now only while it lasts, and where it differs from the worst.
 *
 * @param unit what follows each number
 * @param each what more there is to say of the readings
 */
export function boundText(
  { evidence, severity, to }: Pick<AnyAnomaly, 'severity' | 'to'> & { readonly evidence: BoundEvidence },
  unit: string,
  each = '',
): string {
  const { side, limit, margin, mostSevereValue, currentValue, samples } = evidence;
  const isNew = to === null && currentValue === mostSevereValue;
  const present = to === null && !isNew ? `${figureText(currentValue)}${unit}, ` : '';
  const worst = `${isNew ? '' : 'at worst '}${figureText(mostSevereValue)}${unit}`;
  const beyond = `${figureText(margin)}${unit} ${side === 'LOW' ? 'below' : 'above'}`;
  const bound = `the ${severity.toLowerCase()} limit of ${figureText(limit)}${unit}`;
  return `${present}${worst}, ${beyond} ${bound} (${countText(samples, 'reading')}${each})`;
}
