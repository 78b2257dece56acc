/** What of a file of telemetry is in, of which time, and how old that is. */
import type { ReceiptRecord } from '../downlink/receipt.ts';
import { spanOf } from '../downlink/span.ts';
import { spoiltIn, spoiltText } from '../downlink/spoilt.ts';
import type { Micros } from '../time.ts';
import { countText, groupedText } from '../words/count.ts';
import { utcSpan } from '../words/instant.ts';
import { aheadText, spanText } from '../words/span.ts';

/** The file that came first with these bytes. */
export interface Original {
  readonly fileName: string;
}

/** The file is told by its name, since an id stands on no card; when it came is no part of what the data say. */
export function cameBefore(id: string, original: Original | null): string {
  const name = original === null ? id : `${original.fileName} (${id})`;
  return `nothing new. The same file came before as ${name}`;
}

/**
 * @param original of a file that came before; null where it is not known
 * @param now null where nobody asks how old it is
 */
export function inLine(
  { counts, duplicateOf, ranges }: ReceiptRecord,
  original: Original | null,
  now: Micros | null,
): string {
  if (duplicateOf !== null) {
    return `In: ${cameBefore(duplicateOf, original)}; its ${countText(counts.duplicates, 'sample')} are counted once.`;
  }
  const { from, to } = spanOf(ranges);
  const age = now === null ? '' : ageText(to, now);
  return `In: ${countsText(counts)}${withoutReading(ranges)}; data from ${utcSpan(from, to, now)}${age}.`;
}

/** Complete is not valid: a sensor that is off sends its missing code on time. */
function withoutReading(ranges: ReceiptRecord['ranges']): string {
  const text = spoiltText(spoiltIn(ranges));
  if (text === '') return '';
  const hasValid = ranges.some(({ worth }) => worth === undefined || worth.valid > 0);
  return hasValid ? `, among them ${text}` : `, none with a valid reading (${text})`;
}

function ageText(newest: Micros, now: Micros): string {
  return `; the newest sample is ${newest <= now ? `${spanText(now - newest)} old` : aheadText(newest, now)}`;
}

/** The units of the file with a sample of the future: a clock or a time format is wrong. */
export function unitsAhead(ranges: ReceiptRecord['ranges'], now: Micros | null): string[] {
  if (now === null) return [];
  return [...new Set(ranges.flatMap(({ unit, to }) => (to > now ? [unit] : [])))];
}

/** Of a file or of two: the first file of a stack may hold the same reading twice. */
export const repeatedText = (duplicates: number): string =>
  `${groupedText(duplicates)} repeated (stored already, or twice in this file)`;

function countsText({ samples, accepted, duplicates, conflicts, rejected }: ReceiptRecord['counts']): string {
  if (accepted === samples)
    return samples === 1 ? 'the one sample is new' : `all ${groupedText(samples)} samples are new`;
  const parts = [
    `${groupedText(accepted)} of ${countText(samples, 'sample')} ${accepted === 1 ? 'is' : 'are'} new`,
    ...(duplicates > 0 ? [repeatedText(duplicates)] : []),
    ...(conflicts > 0 ? [`${groupedText(conflicts)} in conflict (both kept)`] : []),
    ...(rejected > 0 ? [`${groupedText(rejected)} rejected`] : []),
  ];
  return parts.join(', ');
}
