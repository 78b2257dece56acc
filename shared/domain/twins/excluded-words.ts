/** Why samples are in no pair of a summary, in words. */
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { groupedText } from '../words/count.ts';
import { exactSpanText } from '../words/span.ts';
import { typedCommand } from '../words/typed-command.ts';
import type { Counts } from './channel-pairs.ts';

const WORDS: Readonly<Record<string, string>> = {
  invalid: 'without a value',
  unconverted: `read in a unit that cannot be converted (read the file again: ${typedCommand('reread')})`,
  'nearer-to-another': 'nearer to another sample',
  conflict: 'that lost a conflict',
  unarmed: 'in no armed phase',
  stuck: 'of a stuck sensor',
  bad: 'BAD',
  uncertain: 'UNCERTAIN',
  'not-measured': 'not measured',
  'partner-excluded': 'whose partner is left out',
};

/** `120 without a partner within 10 s, 100 without a value`; empty where there are none. */
export function excludedText(counts: Counts, toleranceSeconds: Seconds | undefined): string {
  return Object.entries(counts)
    .map(([reason, count]) => `${groupedText(count)} ${wordsOf(reason, toleranceSeconds)}`)
    .join(', ');
}

function wordsOf(reason: string, toleranceSeconds: Seconds | undefined): string {
  if (reason !== 'no-sample-within-tolerance') return WORDS[reason] ?? reason;
  const within =
    toleranceSeconds === undefined ? 'the tolerance' : exactSpanText(toleranceSeconds * MICROS_PER_SECOND);
  return `with no sample within ${within}`;
}
