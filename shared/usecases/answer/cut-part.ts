/** Where a range cuts a part of a pair, or the part is damaged: its pieces that are whole, and laid anew what is cut. */
import type { Interval } from '../../domain/timeline/interval.ts';
import { addLeftOver } from '../../domain/twins/channel-pairs.ts';
import type { KeptPiece, PairStretch } from '../pages/read-delta-page.ts';

/** A stretch, and the names of what it is read from. */
export interface NamedStretch {
  readonly stretch: PairStretch;
  readonly inputs: readonly string[];
}

/** What lies in some time of the channels of these rules. */
export type LayOver = (inside: Interval) => Promise<NamedStretch>;

/** Some of the kept pieces of a part, and laid anew what the range has of others. */
export async function cutPart(
  pieces: readonly KeptPiece[],
  name: string,
  inside: Interval,
  layOver: LayOver,
): Promise<NamedStretch> {
  const parts: NamedStretch[] = [];
  for (const { span, stretch } of pieces) {
    const own = { from: Math.max(span.from, inside.from), to: Math.min(span.to, inside.to) };
    if (own.from >= own.to) continue;
    const isWhole = own.from === span.from && own.to === span.to;
    parts.push(isWhole ? { stretch, inputs: [name] } : await layOver(own));
  }
  const stretches = parts.map(({ stretch }) => stretch);
  const names = stretches.map((one) => one.name);
  const stretch: PairStretch = {
    name: names.includes(null) ? null : names.join(', '),
    extent: extentOf(stretches),
    factsOf: () => null,
    leftOverOf: (series) => {
      const each = stretches.flatMap((one) => one.leftOverOf(series) ?? []);
      return each.length === 0 ? null : each.reduce(addLeftOver);
    },
    cellsOf: async () => null,
    pairsOf: (series) => stretches.flatMap((one) => one.pairsOf(series)),
  };
  return { stretch, inputs: [...new Set(parts.flatMap(({ inputs }) => inputs))] };
}

/** First and last sample of either unit over all of them; null where there is none. */
export function extentOf(pages: readonly Pick<PairStretch, 'extent'>[]): PairStretch['extent'] {
  const extents = pages.flatMap(({ extent }) => (extent === null ? [] : [extent]));
  if (extents.length === 0) return null;
  return {
    from: Math.min(...extents.map((extent) => extent.from)),
    to: Math.max(...extents.map((extent) => extent.to)),
  };
}
