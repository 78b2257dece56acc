import type { Severity } from '../../anomaly/anomaly.ts';
import { figureText } from '../../words/figure.ts';
import type { BoundEpisode } from './limit.ts';

/** The numbers of a reading, or a rate, beyond a bound. `worstUnit` is the unit of a difference from the limit. */
export function beyondText(
  { evidence, severity }: { readonly evidence: BoundEpisode['evidence']; readonly severity: Severity },
  verb: string,
  unit: string,
  worstUnit: string,
): string {
  const { side, limit, margin, mostSevereValue, currentValue, triggerValue, samples } = evidence;
  const beyond = side === 'LOW' ? 'below' : 'above';
  const bound = `the ${severity} limit is ${figureText(limit)} ${unit}`;
  const worst = `at worst ${figureText(mostSevereValue)}, ${figureText(margin)} ${worstUnit} ${beyond} it`;
  return `It ${verb} ${figureText(currentValue)} ${unit}; ${bound}; ${worst}; when it opened ${figureText(triggerValue)}; ${figureText(samples)} samples beyond.`;
}

/** `37.9 °C, at worst 39.16 °C, limit 38.5 °C`: what it is now only while it holds, and where it differs from the worst. */
export function boundFigures(
  { evidence, to }: { readonly evidence: BoundEpisode['evidence']; readonly to: number | null },
  unit: string,
): string {
  const { limit, mostSevereValue: worst, currentValue } = evidence;
  const isWorst = to === null && currentValue === worst;
  const present = to === null && !isWorst ? `${figureText(currentValue)}${unit}, ` : '';
  return `${present}${isWorst ? '' : 'at worst '}${figureText(worst)}${unit}, limit ${figureText(limit)}${unit}`;
}
