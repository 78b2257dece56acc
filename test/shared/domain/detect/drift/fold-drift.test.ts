import { describe, expect, it } from 'vitest';
import { foldDrift } from '../../../../../shared/domain/detect/drift/fold-drift.ts';
import { trendSince } from '../../../../../shared/domain/detect/drift/medians.ts';
import { chartThresholds } from '../../../../../shared/domain/detect/drift/thresholds.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';

import { BLOCKS, blocksOf, DAY, FIRST, fold, RULE, ramp, step } from '../../../../support/drift-blocks.ts';

describe('foldDrift', () => {
  it('finds a drift within 40 hours, and pages as soon as it may cross the margin before the phase ends', () => {
    const { open } = fold(blocksOf(ramp(0.1, 3 * DAY))).state;
    expect(open).toMatchObject({ sign: 1, isGrowing: true });
    expect(open!.raised - FIRST - 3 * DAY).toBeLessThan(40 * 6);
    expect(open!.paged! - FIRST - 3 * DAY).toBeLessThan(40 * 6);
    expect(Math.abs(open!.onset - FIRST - 3 * DAY)).toBeLessThan(15 * 6);
    // 0.1 °C a day from day 3 crosses 0.5 °C on day 8; the phase ends with day 10.
    const { expected } = fold(blocksOf(ramp(0.1, 3 * DAY)).slice(0, 6 * DAY)).state.open!.crossing!;
    expect(Math.abs(expected - FIRST - 8 * DAY)).toBeLessThan(DAY);
  });

  it('tells the slope by the medians since the onset', () => {
    const { medians, open } = fold(blocksOf(ramp(-0.1, 3 * DAY))).state;
    expect(open!.sign).toBe(-1);
    const { slope, chance } = trendSince(medians, open!.onset)!;
    expect(slope).toBeCloseTo(-0.1, 1.5);
    expect(chance).toBeLessThan(0.001);
    expect(trendSince(medians, FIRST + BLOCKS)).toBeNull();
  });

  it('pages nobody of a drift that the phase ends before, nor where the reference keeps no budget', () => {
    const slow = blocksOf(ramp(0.05, 6 * DAY));
    expect(fold(slow).state.open).toMatchObject({ isGrowing: true, paged: null });
    const fast = blocksOf(ramp(0.5, 3 * DAY));
    expect(fold(fast).state.open!.paged).not.toBeNull();
    expect(fold(fast, { ...RULE, canPage: false }).state.open).toMatchObject({ paged: null });
  });

  it('tells a new level from a drift, and when the mean was back', () => {
    const { open } = fold(blocksOf(step(0.1, 3 * DAY))).state;
    expect(open).toMatchObject({ sign: 1, isGrowing: false });
    expect(open!.onset - FIRST - 3 * DAY).toBeLessThan(3);
    const { state, closed } = fold(blocksOf(step(-0.2, 3 * DAY, 5 * DAY)));
    expect(state.open).toBeNull();
    expect(closed).toHaveLength(1);
    expect(closed[0]).toMatchObject({ sign: -1, isGrowing: false });
    expect(closed[0]!.closed - FIRST - 5 * DAY).toBeLessThan(DAY + 1);
  });

  it('finds what is already beyond the margin', () => {
    expect(fold(blocksOf(step(0.6, 3 * DAY))).state.open!.paged).not.toBeNull();
  });

  it('learns what is not known, later by what it is less sure of', () => {
    const drifting = blocksOf(ramp(0.1, 3 * DAY)).map((block) => ({
      ...block,
      residual: block.residual + 0.3,
    }));
    const learnt = fold(drifting, { ...RULE, noise: {} }).state.open!;
    expect(learnt.raised - FIRST - 3 * DAY).toBeLessThan(50 * 6);
    // The noise given, and no mean: 0.3 is what the sensors differ by, no shift.
    const quiet = blocksOf(() => 0.3);
    expect(fold(quiet, { ...RULE, noise: { phi: 0.7, sd: 0.05 } })).toMatchObject({
      closed: [],
      state: { open: null },
    });
    expect(fold(quiet).state.open).not.toBeNull();
  });

  it.each([0.3, 0.6, 0.8])('keeps the budget while it learns noise of φ %d', (phi) => {
    const missions = 200;
    let alarms = 0;
    for (let mission = 0; mission < missions; mission++) {
      const random = randomStream(5, `${phi} ${mission}`);
      let residual = random.normal();
      const blocks = Array.from({ length: 4 * DAY }, (_, i) => {
        residual = phi * residual + Math.sqrt(1 - phi * phi) * random.normal();
        return { id: i, residual, below: Number.NEGATIVE_INFINITY, above: Number.POSITIVE_INFINITY };
      });
      const thresholds = chartThresholds({ falsePages: 0.05, blocks: blocks.length, charts: 2 });
      const { state, closed } = fold(blocks, { ...RULE, thresholds, noise: {}, end: null });
      alarms += closed.length + (state.open === null ? 0 : 1);
    }
    expect(alarms / missions).toBeLessThan(1.5 * 0.05);
  });
});

describe('foldDrift, of data that say too little', () => {
  const drifting = blocksOf(ramp(0.1, 3 * DAY));

  it('takes a block in once, whatever comes again', () => {
    const once = fold(drifting).state;
    const again = foldDrift(fold(drifting.slice(0, 700)).state, drifting, RULE).state;
    expect(again).toEqual(once);
    expect(foldDrift(once, drifting.toReversed(), RULE)).toEqual({ state: once, closed: [] });
  });

  it('does not change the state that it is given', () => {
    const before = fold(drifting.slice(0, 700)).state;
    const kept = structuredClone(before);
    foldDrift(before, drifting.slice(700), RULE);
    expect(before).toEqual(kept);
  });

  it.each([
    ['no block', []],
    ['one block', blocksOf(() => 0, 'one', 1)],
    ['NaN alone', blocksOf(() => Number.NaN)],
    ['blocks that are all equal', blocksOf(() => 0).map((block) => ({ ...block, residual: 0.3 }))],
    ['blocks ten hours apart', blocksOf(step(3, 500)).map((block, i) => ({ ...block, id: FIRST + 60 * i }))],
    ['a clock that goes backwards', blocksOf(step(3, 500)).map((block, i) => ({ ...block, id: FIRST - i }))],
    ['infinite readings', blocksOf(() => Number.POSITIVE_INFINITY)],
  ])('raises no alarm of %s', (_, blocks) => {
    const { state, closed } = fold(blocks, { ...RULE, noise: {} });
    expect(closed).toEqual([]);
    expect(state.open).toBeNull();
  });

  it.each([1e3, -1e9, 1e150])('is not put off by single blocks that are off by %d', (wild) => {
    const blocks = drifting.map((block, i) =>
      i % 200 === 60 ? { ...block, residual: block.residual + wild } : block,
    );
    for (const noise of [RULE.noise, {}]) {
      const { open } = fold(blocks, { ...RULE, noise }).state;
      expect(open).toMatchObject({ sign: 1 });
      expect(open!.raised - FIRST - 3 * DAY).toBeLessThan(50 * 6);
      const { state, closed } = fold(
        blocks.map((block, i) => ({ ...block, residual: block.residual - ramp(0.1, 3 * DAY)(i) })),
        { ...RULE, noise },
      );
      expect([closed, state.open]).toEqual([[], null]);
    }
  });

  it('begins to judge once the readings vary', () => {
    const still = blocksOf(() => 0).map((block) => ({ ...block, residual: 0.3 }));
    const { state } = fold([...still.slice(0, 300), ...blocksOf(() => 0.3).slice(300)], {
      ...RULE,
      noise: {},
    });
    expect(still).toHaveLength(BLOCKS);
    expect(state.belief).not.toBeNull();
    expect(state.open).toBeNull();
  });

  it('goes over gaps of less than six hours as over what it did not see', () => {
    const gappy = drifting.filter((_, i) => i % 7 < 4);
    const { open } = fold(gappy).state;
    expect(open).toMatchObject({ sign: 1 });
    expect(open!.raised - FIRST - 3 * DAY).toBeLessThan(50 * 6);
    const quiet = blocksOf(() => 0).filter((_, i) => i % 7 < 4);
    expect(fold(quiet).state.open).toBeNull();
  });
});
