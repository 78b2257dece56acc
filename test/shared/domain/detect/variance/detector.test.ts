import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, levelOf } from '../../../../../shared/domain/detect/variance/blocks.ts';
import { varianceDetector } from '../../../../../shared/domain/detect/variance/detector.ts';
import { thresholdFor } from '../../../../../shared/domain/detect/variance/rule.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';
import { anomaliesOf, HOUR, pagesOf, regular, ruleFor, T0 } from '../unit-history.ts';

const MINUTE = HOUR / 60;
const DAY = 24 * HOUR;
const STEP = 0.01;

interface Noise {
  readonly seed: number;
  readonly days: number;
  /** By hours since T0: standard deviation of a reading. */
  sdAt(hour: number): number;
}

function noisy({ seed, days, sdAt }: Noise): number[] {
  const random = randomStream(seed, 'noise');
  return Array.from({ length: days * 1440 }, (_, i) => {
    const slow = 0.3 * Math.sin((2 * Math.PI * i) / 1440);
    return Math.round((37 + slow + sdAt(i / 60) * random.normal()) / STEP) * STEP;
  });
}

type Stretches = { from: number | null; to: number | null; phase: string | null; end: number | null }[];
const ALL: Stretches = [{ from: null, to: null, phase: null, end: null }];
const THRESHOLD = thresholdFor({ falsePages: 0.05, blocks: 240, charts: 10 });

function found(values: readonly number[], borders: readonly number[], stretches = ALL) {
  const rule = ruleFor('t', {
    periodSeconds: 60,
    detect: { VARIANCE: { step: STEP, periodSeconds: 60, threshold: THRESHOLD, stretches } },
  });
  const pages = pagesOf([regular('t', [...values], 60)], [rule], borders);
  return anomaliesOf(pages).filter(({ kind }) => kind === 'VARIANCE');
}

const days = (count: number) => Array.from({ length: count + 1 }, (_, i) => T0 + i * DAY);
const hourOf = (at: number | null) => (at === null ? null : (at - T0) / HOUR);

describe('VARIANCE', () => {
  it('tells since when readings scatter more, how much, and when it is over', () => {
    const values = noisy({ seed: 3, days: 6, sdAt: (hour) => (hour >= 72 && hour < 96 ? 0.06 : 0.03) });
    const [one, ...others] = found(values, days(6));
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      kind: 'VARIANCE',
      unit: 'FU1',
      channels: ['t'],
      severity: 'WATCH',
      blame: 'FU1',
    });
    expect(Math.abs(hourOf(one!.from)! - 72)).toBeLessThanOrEqual(1);
    expect(hourOf(one!.to)).toBe(96);
    expect(one!.current).toBeUndefined();
    const { factor, before, since, raised } = one!.evidence as Record<string, number>;
    expect(factor).toBeCloseTo(2, 0);
    expect(before).toBeCloseTo(0.03, 2);
    expect(since).toBeCloseTo(0.06, 2);
    expect(hourOf(raised!)! - 72).toBeLessThanOrEqual(5);
  });

  it('tells of readings that scatter less, for as long as they do', () => {
    const values = noisy({ seed: 4, days: 5, sdAt: (hour) => (hour >= 72 ? 0.02 : 0.05) });
    const [one, ...others] = found(values, days(5));
    expect(others).toEqual([]);
    expect(one).toMatchObject({ to: null, current: { severity: 'WATCH' } });
    expect(Math.abs(hourOf(one!.from)! - 72)).toBeLessThanOrEqual(1);
    expect((one!.evidence as { factor: number }).factor).toBeCloseTo(0.4, 1);
  });

  it('is silent on steady noise, slow changes, steps, a spike an hour, and what is quieter than its resolution', () => {
    const steady = noisy({ seed: 5, days: 10, sdAt: () => 0.03 });
    const odd = steady.map((value, i) => value + (i > 7200 ? 3 : 0) + (i % 60 === 30 ? 5 : 0));
    const quiet = noisy({ seed: 6, days: 10, sdAt: (hour) => (hour < 120 ? 0.001 : 0.003) });
    for (const values of [steady, odd, quiet]) expect(found(values, days(10))).toEqual([]);
  });

  it('answers nothing to one reading, equal readings, hours of few, and a standstill', () => {
    const steady = noisy({ seed: 7, days: 4, sdAt: () => 0.03 });
    const still = steady.map((value, i) => (i > 4000 ? 37 : value));
    const sparse = ruleFor('t', { periodSeconds: 3600 });
    for (const values of [[37], Array<number>(5000).fill(37), still])
      expect(found(values, days(4))).toEqual([]);
    expect(anomaliesOf(pagesOf([regular('t', steady, 3600)], [sparse], days(4)))).not.toContainEqual(
      expect.objectContaining({ kind: 'VARIANCE' }),
    );
  });

  it('learns anew in each phase, and ends with it', () => {
    const values = noisy({ seed: 8, days: 6, sdAt: (hour) => (hour < 48 ? 0.03 : hour < 60 ? 0.06 : 0.1) });
    const [change, end] = [T0 + 60 * HOUR, T0 + 120 * HOUR];
    const phases = [
      { from: T0, to: change, phase: 'culture', end: change },
      { from: change, to: end, phase: 'rest', end },
    ];
    const all = found(values, days(6), phases);
    expect(all.map(({ from, to, judgedUntil }) => [hourOf(from), hourOf(to), judgedUntil])).toEqual([
      [48, 60, 'PHASE'],
    ]);
    const ended = found(values, days(6), phases.slice(0, 1));
    expect(ended.map(({ to, current, judgedUntil }) => [hourOf(to), current, judgedUntil])).toEqual([
      [60, undefined, 'PHASE'],
    ]);
  });

  it('is the same, however the readings are cut into buckets', () => {
    const values = noisy({ seed: 9, days: 4, sdAt: (hour) => (hour >= 60 ? 0.06 : 0.03) });
    const whole = found(values, [T0, T0 + 4 * DAY]);
    expect(whole).toHaveLength(1);
    const minutes = fc.uniqueArray(fc.integer({ min: 1, max: 4 * 1440 - 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(minutes, (cuts) => {
        const borders = cuts.toSorted((a, b) => a - b).map((minute) => T0 + minute * MINUTE);
        expect(found(values, [T0, ...borders, T0 + 4 * DAY])).toEqual(whole);
      }),
      { seed: 5, numRuns: 40 },
    );
  });

  it('says what it cannot judge yet, and what lies below the resolution', () => {
    const rule = { step: STEP, periodSeconds: 60, threshold: THRESHOLD, stretches: ALL };
    const why = (progress: object) => varianceDetector.unjudged(rule, progress).map((one) => one.why);
    const judged = { first: T0, last: T0 + DAY, learnt: 20, isBelowStep: false };
    expect(why(judged)).toEqual([]);
    expect(why({ ...judged, learnt: 5 })).toEqual([
      'cannot be judged yet: its noise is learnt from 12 blocks of 1 h of a phase, 5 blocks have come',
    ]);
    expect(why({ ...judged, first: null, learnt: 0 })).toEqual([
      'cannot be judged yet: its noise is learnt from 12 blocks of 1 h of a phase, and none has come',
    ]);
    expect(why({ ...judged, isBelowStep: true })).toEqual(['its noise is below what steps of 0.01 show']);
  });
});

describe('an hour', () => {
  it('says the logarithm of the variance of a reading, whatever its mean does', () => {
    const values = noisy({ seed: 10, days: 1, sdAt: () => 0.5 });
    const times = Float64Array.from(values, (_, i) => T0 + i * MINUTE);
    const rule = { step: STEP, periodSeconds: 60 };
    const { levels, cut } = blocksOf(
      { times, values: Float64Array.from(values, (value, i) => value + i) },
      rule,
      { from: T0, to: T0 + DAY },
      () => true,
    );
    expect([levels.length, cut]).toEqual([24, []]);
    const mean = levels.reduce((sum, [, level]) => sum + level, 0) / 24;
    expect(Math.exp(mean / 2)).toBeCloseTo(0.5, 1);
  });

  it('says nothing of too few neighbours, or of readings that stand still', () => {
    const part = {
      ...{ id: 1, n: 59, sum: 0, squares: 1, largest: [0.3, -0.3] as [number, number] },
      ...{ first: { at: 0, value: 0 }, last: { at: 1, value: 0 } },
    };
    const rule = { step: STEP, periodSeconds: 60 };
    expect(levelOf(part, rule)).not.toBeNull();
    expect(levelOf({ ...part, n: 29 }, rule)).toBeNull();
    expect(levelOf({ ...part, n: 17 }, { ...rule, periodSeconds: 300 })).toBeNull();
    expect(levelOf({ ...part, squares: 0, largest: [0, 0] }, rule)).toBeNull();
  });
});
