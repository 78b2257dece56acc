import { Refusal } from './refusal.ts';
import { isoOf, type Micros } from './time.ts';

/** What is answered where a range holds no instant: `<resource>.range-empty`, with both ends. */
export function emptyRange(
  resource: string,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): Refusal {
  const [first, end] = [from, to].map((at) => (Number.isFinite(at) ? isoOf(at) : 'open'));
  const why = from === to ? ' (the end is not in a range)' : '';
  const sentence = `expected from before to, got from ${first} to ${end}${why}`;
  return new Refusal('invalid', `${resource}.range-empty`, sentence, { field: 'to' });
}
