/** What of a file of telemetry is in, of which time, and how old that is. */
import type { ReceiptRecord } from '../downlink/receipt.ts';
import { spanOf } from '../downlink/span.ts';
import { spoiltIn, spoiltText } from '../downlink/spoilt.ts';
import type { Micros } from '../time.ts';
import { countText, groupedText } from '../words/count.ts';
import { utcSpan } from '../words/instant.ts';
import { aheadText, spanText } from '../words/span.ts';

/** @param now null where nobody asks how old it is */
export function inLine({ counts, duplicateOf, ranges }: ReceiptRecord, now: Micros | null): string {
  if (duplicateOf !== null) {
    return `In: nothing new. The same file came before as ${duplicateOf}; its ${countText(counts.duplicates, 'sample')} are counted once.`;
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

function countsText({ samples, accepted, duplicates, conflicts, rejected }: ReceiptRecord['counts']): string {
  if (accepted === samples)
    return samples === 1 ? 'the one sample is new' : `all ${groupedText(samples)} samples are new`;
  const parts = [
    `${groupedText(accepted)} of ${countText(samples, 'sample')} ${accepted === 1 ? 'is' : 'are'} new`,
    ...(duplicates > 0 ? [`${groupedText(duplicates)} already stored`] : []),
    ...(conflicts > 0 ? [`${groupedText(conflicts)} in conflict (both kept)`] : []),
    ...(rejected > 0 ? [`${groupedText(rejected)} rejected`] : []),
  ];
  return parts.join(', ');
}
