import { describe, expect, it } from 'vitest';
import type { ChannelPairs } from '../../../../shared/domain/twins/channel-pairs.ts';
import { cellsOnce, keptPairs } from '../../../../shared/usecases/answer/kept-pairs.ts';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';
import { pairsOf } from '../../domain/twins/pairs-of.ts';

/** A stretch with pieces of so many pairs, and how often each was read. */
function stretchOf(...lengths: number[]) {
  const reads = lengths.map(() => 0);
  const pairsAt = (length: number): ChannelPairs => ({ ...pairsOf([]), flight: new Float64Array(length) });
  const stretch = {
    name: null,
    extent: null,
    factsOf: () => null,
    leftOverOf: () => null,
    cellsOf: async () => null,
    pairsOf: () =>
      lengths.map((pairs, i) => ({
        pairs,
        read: async () => {
          reads[i]! += 1;
          return pairsAt(pairs);
        },
      })),
  };
  return { stretch, reads };
}

it('the cells of the channel asked for are read once of each stretch, where it keeps them', async () => {
  const series: string[] = [];
  const cells = { grid: { origin: 0, length: 1 }, cells: { numbers: new Float64Array(0) } };
  const keeping = () => ({
    ...stretchOf().stretch,
    cellsOf: async (one: string) => {
      series.push(one);
      return cells;
    },
  });
  const [first, second] = [keeping(), keeping()];
  const read = cellsOnce('asked');
  for (const stretch of [first, second, first, second]) expect(await read(stretch)).toBe(cells);
  expect(series).toEqual(['asked', 'asked']);
  expect(await read(stretchOf().stretch)).toBeNull();
});

describe('the pairs of the channel asked for', () => {
  it('are read once as long as they are few, and those of others each time', async () => {
    const { stretch, reads } = stretchOf(5_000_000, 4_000_000, 3_000_000);
    const read = keptPairs('asked', new PairBudget());
    for (let i = 0; i < 3; i++) for (const one of read(stretch, 'asked')) await one.read();
    // The second would be too many beside the first, the third is not.
    expect(reads).toEqual([1, 3, 1]);
    for (const one of read(stretch, 'another')) await one.read();
    expect(reads).toEqual([2, 4, 2]);
  });

  it('are refused before any of them is read where they are more than is read for an answer', () => {
    const { stretch, reads } = stretchOf(60_000_000, 50_000_000);
    const read = keptPairs('asked', new PairBudget());
    expect(read(stretch, 'asked')).toHaveLength(2);
    expect(() => read(stretch, 'another')).toThrow(
      expect.objectContaining({ code: 'deltas.too-many-pairs' }),
    );
    expect(reads).toEqual([0, 0]);
  });
});
