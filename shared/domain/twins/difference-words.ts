/** What the difference of a pair comes to over a stretch of time, with all that qualifies it, in one sentence. */
import { elapsedText } from '../words/elapsed.ts';
import { channelEnvironment } from './environment-words.ts';
import { summaryCells } from './summary-words.ts';
import { UNPAIRED_END } from './unpaired-ends.ts';

interface ToldDifference {
  readonly channel: string;
  readonly ucum: string;
  readonly summary: Parameters<typeof summaryCells>[0];
  readonly environment: Parameters<typeof channelEnvironment>[1];
  readonly alignment: { readonly verdict: string };
  readonly range: ToldRange | null;
  readonly remarks: readonly { readonly code: string; readonly sentence: string }[];
}

interface ToldRange {
  readonly first: string;
  readonly last: string;
  readonly firstElapsedSeconds: number | null;
  readonly lastElapsedSeconds: number | null;
}

/** `delta` is what a page prints bold. */
export function differenceWords(told: ToldDifference): {
  readonly delta: string;
  readonly rest: string;
} {
  const { channel, ucum, summary, environment, alignment, range, remarks } = told;
  const ends = remarks.flatMap(({ code, sentence }) => (code === UNPAIRED_END ? [`; ${sentence}`] : []));
  const cells = summaryCells(summary, ucum);
  const own = channelEnvironment(channel, environment);
  return {
    delta: cells.delta,
    rest: `95 % interval ${cells.interval}; ${cells.pairs} pairs, effective n ${cells.effective}; within margin: ${cells.margin}; environment ${[own.text, ...own.why].join('; ')}, alignment ${alignment.verdict}; ${rangeText(range)}${ends.join('')}`,
  };
}

function rangeText(range: ToldRange | null): string {
  if (range === null) return 'no sample of either unit is in view';
  const { first, last, firstElapsedSeconds: from, lastElapsedSeconds: to } = range;
  if (from === null || to === null) return `over ${first} to ${last}`;
  return `over ${elapsedText(Math.floor(from))} to ${elapsedText(Math.ceil(to))}`;
}
