import { describe, expect, it } from 'vitest';
import { everyPair, type PairFilter } from '../../../../shared/domain/twins/pair-filter.ts';
import { summarize } from '../../../../shared/domain/twins/summary.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { pairsOf } from './pairs-of.ts';

const NO_MARGIN = { margin: null, accuracy: null };
const within = (margin: number, accuracy: number | null = 0.01) => ({ margin, accuracy });

const noise = randomStream(11, 'summary');
const NOISY = pairsOf(Array.from({ length: 400 }, () => [37 + 0.1 * noise.normal(), 36.7] as const));

describe('summarize', () => {
  it('gives mean, sample sd and means of both sides', () => {
    const summary = summarize(
      [
        pairsOf([[3, 1]]),
        pairsOf([
          [4, 1],
          [8, 1],
        ]),
      ],
      everyPair,
      NO_MARGIN,
    );
    expect(summary).toMatchObject({
      delta: 4,
      pairedSamples: 3,
      flight: { n: 3, mean: 5 },
      ground: { n: 3, mean: 1 },
    });
    expect(summary.sd).toBeCloseTo(Math.sqrt(7), 14);
    expect(summary).not.toHaveProperty('equivalence');
  });

  it('gives an interval around delta that says what it is of, how it was made, and that it speaks of one pair', () => {
    const { delta, sd, ci95, effectiveSampleSize, interval } = summarize([NOISY], everyPair, NO_MARGIN);
    expect(delta).toBeCloseTo(0.3, 1);
    expect((ci95![0] + ci95![1]) / 2).toBeCloseTo(delta!, 12);
    // Independent samples: not narrower than t · sd / √n, and not much wider.
    const half = ((ci95![1] - ci95![0]) / 2) * (Math.sqrt(400) / sd!);
    expect(half).toBeGreaterThan(1.96);
    expect(half).toBeLessThan(2.8);
    expect(interval).toEqual({
      of: "this pair's mean of flight minus ground over this window, not a population's",
      method: expect.stringContaining('slow-waves'),
      units: { flight: 1, ground: 1 },
      decorrelationSamples: 400 / effectiveSampleSize,
      phi: expect.closeTo((400 - effectiveSampleSize) / (400 + effectiveSampleSize), 12),
    });
  });

  it('says why it has no numbers where the differences, or their squares, are beyond a double', () => {
    const beyond = summarize(
      [
        pairsOf([
          [Number.MAX_VALUE, -Number.MAX_VALUE],
          [1, 0],
        ]),
      ],
      everyPair,
      within(0.5),
    );
    expect(beyond).toMatchObject({ delta: null, sd: null, ci95: null });
    expect([beyond.deltaReason, beyond.ci95Reason]).toEqual([
      'the differences are beyond what a double holds',
      'the differences are beyond what a double holds',
    ]);
    const squares = pairsOf(Array.from({ length: 40 }, (_, i) => [i % 2 === 0 ? 1e200 : -1e200, 0] as const));
    const { sd, ci95, ci95Reason } = summarize([squares], everyPair, NO_MARGIN);
    expect({ sd, ci95 }).toEqual({ sd: null, ci95: null });
    expect(ci95Reason).toContain('beyond what a double holds');
  });

  it('refuses a window of too few decorrelation times, and then cannot tell equivalence', () => {
    const ramp = pairsOf(Array.from({ length: 1000 }, (_, i) => [i / 1000, 0] as const));
    const { ci95, ci95Reason, interval, equivalence } = summarize([ramp], everyPair, within(2));
    expect(ci95).toBeNull();
    expect(interval.decorrelationTimes).toBeLessThan(1);
    expect(ci95Reason).toBe(
      `too short: ${interval.decorrelationTimes!.toFixed(1)} decorrelation times are certain in 1000 pairs; 2 are needed`,
    );
    const reason = `no interval: ${ci95Reason}`;
    expect(equivalence).toEqual({ margin: 2, equivalent: null, ci90: null, reason });
  });

  it('refuses the interval of a difference that never changes, up to rounding', () => {
    const shifted = pairsOf(
      Array.from({ length: 500 }, (_, i) => [20.1 + i / 10 + 0.3, 20.1 + i / 10] as const),
    );
    const { delta, ci95, ci95Reason, effectiveSampleSize } = summarize([shifted], everyPair, within(0.5));
    expect(delta).toBeCloseTo(0.3, 12);
    expect({ ci95, effectiveSampleSize }).toEqual({ ci95: null, effectiveSampleSize: 1 });
    expect(ci95Reason).toBe('the difference never changes: its spread is not known');
  });

  it('counts nothing where nothing came', () => {
    const { deltaReason } = summarize([pairsOf([])], everyPair, within(0.5));
    expect(deltaReason).toBe('no samples are paired');
  });

  it('answers nothing paired with null and the reason, never with NaN', () => {
    const unpaired = {
      flight: { 'no-sample-within-tolerance': 4 },
      ground: { 'no-sample-within-tolerance': 6, invalid: 1 },
    };
    const summary = summarize([{ ...pairsOf([]), unpaired }], everyPair, within(0.5));
    expect(summary).toEqual({
      delta: null,
      deltaReason: 'no samples are paired; 4 of flight and 7 of ground found no partner',
      sd: null,
      ci95: null,
      ci95Reason: 'no pair counts: an interval needs two at least',
      interval: expect.objectContaining({ decorrelationSamples: null, phi: null }),
      effectiveSampleSize: 0,
      pairedSamples: 0,
      unpaired,
      flight: { n: 0, mean: null },
      ground: { n: 0, mean: null },
      equivalence: {
        margin: 0.5,
        equivalent: null,
        ci90: null,
        reason: 'no interval: no pair counts: an interval needs two at least',
      },
    });
    expect(summarize([pairsOf([[1, 1]])], () => false, NO_MARGIN).deltaReason).toBe(
      'none of the 1 paired samples counts here',
    );
  });

  it('knows no spread from one pair, and takes zero for a difference', () => {
    expect(summarize([pairsOf([[5, 5]])], everyPair, NO_MARGIN)).toMatchObject({
      delta: 0,
      sd: null,
      ci95: null,
      ci95Reason: 'only one pair counts: an interval needs two at least',
    });
  });

  it('leaves out what the filter does', () => {
    const odd = summarize(
      [
        pairsOf([
          [1, 0],
          [9, 0],
          [1, 0],
          [9, 0],
        ]),
      ],
      (_, i) => i % 2 === 1,
      NO_MARGIN,
    );
    expect(odd).toMatchObject({ delta: 9, pairedSamples: 2 });
  });

  it('is the same to the last bit wherever the pairs are cut', () => {
    const values = Array.from({ length: 4000 }, () => [37 + noise.normal(), 36 + noise.normal()] as const);
    const pairs = pairsOf(values);
    const cut = (from: number, to: number) => ({
      ...pairsOf(values.slice(from, to), { from: from * 60e6 }),
      unpaired: { flight: { invalid: from === 0 ? 3 : 0 }, ground: {} },
    });
    const isCounted: PairFilter = (all, i) => all.flight[i]! > 35;
    for (const counts of [everyPair, isCounted]) {
      const whole = summarize(
        [{ ...pairs, unpaired: { flight: { invalid: 3 }, ground: {} } }],
        counts,
        within(0.5),
      );
      const parts = [cut(0, 1), cut(1, 900), cut(900, 900), cut(900, 3999), cut(3999, 4000)];
      expect(summarize(parts, counts, within(0.5))).toEqual(whole);
      expect(whole.ci95).not.toBeNull();
    }
  });
});
