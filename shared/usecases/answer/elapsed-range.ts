import { emptyRange } from '../../domain/empty-range.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Micros } from '../../domain/time.ts';
import { type Bound, instantOf } from '../../domain/timeline/elapsed.ts';
import type { Interval } from '../../domain/timeline/interval.ts';

export interface ElapsedRange {
  readonly from?: Bound | undefined;
  readonly to?: Bound | undefined;
}

/** Who asks: the first word of the codes, and whose reference event times are counted from. */
export interface RangeAsker {
  readonly resource: 'deltas' | 'conduct';
  readonly whose: string;
}

/**
 * The range on the flight's axis; without a bound, that side is open. Refuses an empty range (`….range-empty`), and times
 * since an event that is not known (`….no-reference`).
 */
export function elapsedRange(
  { from = -Infinity, to = Infinity }: ElapsedRange,
  referenceAt: Micros | null,
  asker: RangeAsker,
): Interval {
  const range = {
    from: boundAsked('from', from, referenceAt, asker),
    to: boundAsked('to', to, referenceAt, asker),
  };
  if (range.from < range.to) return range;
  throw emptyRange(asker.resource, range);
}

function boundAsked(
  field: 'from' | 'to',
  bound: Bound,
  referenceAt: Micros | null,
  { resource, whose }: RangeAsker,
): Micros {
  const at = instantOf(bound, referenceAt);
  if (at !== null) return at;
  const sentence = `expected an instant: no event that time is counted from is known of the ${whose}, so a time since it means nothing`;
  throw new Refusal('invalid', `${resource}.no-reference`, sentence, { field });
}
