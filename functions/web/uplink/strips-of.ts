/** What arrived as strips over one axis of time: channels of a unit that miss the same stand on one. */
import type { CompletenessOnWire } from '../../../shared/contract/completeness.ts';

import { withoutTimeText } from '../../../shared/domain/words/counted.ts';

type Series = CompletenessOnWire['series'][number];
type Gap = CompletenessOnWire['gaps'][number];

export interface Strip {
  readonly unit: string;
  readonly channels: readonly string[];
  /** What came of it: from its first sample to its last; null where nothing came. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly gaps: readonly Gap[];
  /** The least complete of its channels; null where that is not known. */
  readonly completeness: number | null;
  /** Why nothing is said of completeness; null where it is. */
  readonly unjudged: string | null;
}

export interface Strips {
  /** Of all strips, gaps before and after what came included, in milliseconds; null where nothing has a time. */
  readonly axis: { readonly from: number; readonly to: number } | null;
  readonly strips: readonly Strip[];
}

export function stripsOf({ series, gaps }: Pick<CompletenessOnWire, 'series' | 'gaps'>): Strips {
  const groups = Map.groupBy(series, (one) => {
    const own = gaps.flatMap((gap, i) => (isOf(gap, one) ? [i] : []));
    return JSON.stringify([one.unit, one.from, one.to, one.gaps, unjudgedOf(one), own]);
  });
  const strips = [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [stripOf(first, others, gaps)],
  );
  const ends = strips.flatMap(({ range, gaps: own }) => [
    ...(range === null ? [] : [range.from, range.to]),
    ...own.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to)]),
  ]);
  const axis = ends.length === 0 ? null : { from: Math.min(...ends), to: Math.max(...ends) };
  return { axis, strips };
}

const isOf = ({ unit, channels }: Gap, one: Series): boolean =>
  unit === one.unit && channels.includes(one.channel);

function stripOf(first: Series, others: readonly Series[], gaps: readonly Gap[]): Strip {
  const all = [first, ...others];
  const known = all.flatMap(({ completeness }) => (completeness === null ? [] : [completeness]));
  const { unit, from, to } = first;
  return {
    unit,
    channels: all.map(({ channel }) => channel),
    range: from === null || to === null ? null : { from: Date.parse(from), to: Date.parse(to) },
    gaps: gaps.filter((gap) => isOf(gap, first)),
    completeness: known.length === all.length ? Math.min(...known) : null,
    unjudged: unjudgedOf(first),
  };
}

/** Absence is no completeness: each has its reason. */
function unjudgedOf({ from, expected, completeness, uncounted }: Series): string | null {
  if (from === null) return withoutTimeText({ uncounted });
  if (completeness !== null) return null;
  return expected === 0
    ? 'not judged: nothing says how many samples to expect'
    : 'not judged yet: still being computed';
}
