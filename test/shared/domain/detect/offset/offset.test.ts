import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldOffset, OFFSET_START } from '../../../../../shared/domain/detect/offset/offset.ts';
import type { MedianBlock } from '../../../../../shared/domain/twins/median-blocks.ts';
import { everyPair, goodPairs } from '../../../../../shared/domain/twins/pair-filter.ts';
import { medianBlocks } from '../../twins/median-blocks-of.ts';
import { pairsOf } from '../../twins/pairs-of.ts';

const HOURS = 3600e6;
const RULE = { channel: 'temperature', margin: 0.5 };
const blocksOf = (medians: readonly number[]): MedianBlock[] =>
  medians.map((median, i) => ({ start: i * 6 * HOURS, median, pairs: 72 }));
const fold = (medians: readonly number[]) => foldOffset(OFFSET_START, blocksOf(medians), RULE);

describe('medianBlocks', () => {
  const hourly = (differences: readonly number[], from = 0) =>
    pairsOf(
      differences.map((difference) => [10 + difference, 10] as const),
      { from, periodMicros: HOURS },
    );

  it('are medians over six hours of UTC', () => {
    const pairs = hourly([0, 1, 2, 3, 4, 100, 7, 7, 7, 7, 7, 7], 12 * HOURS);
    expect(medianBlocks(pairs, everyPair, 3600)).toEqual([
      { start: 12 * HOURS, median: 2.5, pairs: 6 },
      { start: 18 * HOURS, median: 7, pairs: 6 },
    ]);
  });

  it('need half the pairs that their period promises, of those that count', () => {
    expect(medianBlocks(hourly([1, 1, 1]), everyPair, 3600)).toHaveLength(1);
    expect(medianBlocks(hourly([1, 1]), everyPair, 3600)).toEqual([]);
    const stuck = { flight: [{ from: 0, to: HOURS }], ground: [] };
    expect(medianBlocks(hourly([1, 1, 1]), goodPairs(stuck), 3600)).toEqual([]);
    expect(medianBlocks(hourly([9, 1, 1, 1]), goodPairs(stuck), 3600)).toMatchObject([
      { median: 1, pairs: 3 },
    ]);
    expect(medianBlocks(pairsOf([]), everyPair, 3600)).toEqual([]);
  });
});

describe('foldOffset', () => {
  it('opens after three blocks in a row beyond the margin, from the first of them on', () => {
    expect(fold([0, 0.6, 0.7]).state.open).toBeNull();
    expect(fold([0, 0.6, 0.8, 0.7]).state.open).toEqual({
      channel: 'temperature',
      from: 6 * HOURS,
      to: null,
      sign: 1,
      medians: [0.6, 0.8, 0.7],
      worstMedian: 0.8,
      triggerValue: 0.7,
    });
  });

  it('does not open where the sign changes, a block is within, or the median stands at the margin', () => {
    expect(fold([0.6, -0.6, 0.6]).state.open).toBeNull();
    expect(fold([0.6, 0.6, 0.4, 0.6, 0.6]).state.open).toBeNull();
    expect(fold([0.5, 0.5, 24.6 - 24.1, 0.5000000000000004]).state.open).toBeNull();
  });

  it('closes after three within, at the first of them, and keeps the worst', () => {
    const { state, closed } = fold([-0.6, -0.6, -0.6, -2, 0, 0, -0.7, 0, 0, 0]);
    expect(state.open).toBeNull();
    expect(closed).toMatchObject([
      { from: 0, to: 42 * HOURS, sign: -1, worstMedian: -2, triggerValue: -0.6 },
    ]);
  });

  it('turns over where three blocks stand beyond on the other side', () => {
    const { state, closed } = fold([1, 1, 1, -1, -1, -1]);
    expect(closed).toMatchObject([{ from: 0, to: 18 * HOURS, sign: 1 }]);
    expect(state.open).toMatchObject({ from: 18 * HOURS, to: null, sign: -1 });
  });

  it('is not broken by blocks that are missing', () => {
    const blocks = blocksOf([0.6, 0.6, 0.6]).map((block, i) => ({ ...block, start: i * 30 * HOURS }));
    expect(foldOffset(OFFSET_START, blocks, RULE).state.open).toMatchObject({ from: 0 });
  });

  it('gives the same from a checkpoint, wherever it was taken, through JSON', () => {
    const median = fc.constantFrom(-2, -1, 0, 0, 0.2, 1, 1, 1, 3);
    fc.assert(
      fc.property(fc.array(median, { maxLength: 40 }), fc.nat(40), (medians, cut) => {
        const blocks = blocksOf(medians);
        const whole = foldOffset(OFFSET_START, blocks, RULE);
        const first = foldOffset(OFFSET_START, blocks.slice(0, cut), RULE);
        const second = foldOffset(JSON.parse(JSON.stringify(first.state)), blocks.slice(cut), RULE);
        expect([...first.closed, ...second.closed]).toEqual(whole.closed);
        expect(second.state).toEqual(whole.state);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it('opens and closes exactly where a search over all blocks says', () => {
    const median = fc.constantFrom(-1, 0, 0, 1, 1, 1);
    fc.assert(
      fc.property(fc.array(median, { maxLength: 40 }), (medians) => {
        const { state, closed } = fold(medians);
        const found = [...closed, ...(state.open === null ? [] : [state.open])];
        const expected: { from: number; to: number | null; sign: number }[] = [];
        for (let i = 0; i + 2 < medians.length; i++) {
          const sides = new Set(medians.slice(i, i + 3));
          const last = expected.at(-1);
          const current = last !== undefined && last.to === null ? last.sign : 0;
          const [side] = sides;
          if (sides.size > 1 || side === current) continue;
          if (last !== undefined && last.to === null) last.to = i * 6 * HOURS;
          if (side !== 0) expected.push({ from: i * 6 * HOURS, to: null, sign: side! });
        }
        expect(found.map(({ from, to, sign }) => ({ from, to, sign }))).toEqual(expected);
      }),
      { seed: 13, numRuns: 500 },
    );
  });
});
