/** Why samples are in no pair of a summary, in words. */
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { groupedText } from '../words/count.ts';
import { exactSpanText } from '../words/span.ts';
import { typedCommand } from '../words/typed-command.ts';
import type { Counts } from './channel-pairs.ts';
import type { PairSides } from './pair-sides.ts';

const WORDS: Readonly<Record<string, string>> = {
  invalid: 'without a value',
  unconverted: `read in a unit that cannot be converted (read the file again: ${typedCommand('reread')})`,
  'nearer-to-another': 'whose partner is nearer to another sample',
  conflict: 'overruled in a conflict',
  unarmed: 'outside armed phases',
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
  return `without a partner within ${within}`;
}

/** Of both sides alike once; of a side that leaves nothing out, nothing is said. Empty where neither does. */
export function leftOutText(
  { flight, ground }: { readonly flight: Counts; readonly ground: Counts },
  toleranceSeconds: Seconds | undefined,
  called: PairSides,
): string {
  const [one = '', other = ''] = [flight, ground].map((counts) => excludedText(counts, toleranceSeconds));
  if (one === other) return one === '' ? '' : `of each unit: ${one}`;
  const sides = [`${called.flight}: ${one}`, `${called.ground}: ${other}`];
  return sides.filter((text) => !text.endsWith(': ')).join('; ');
}
