import { describe, expect, it } from 'vitest';
import { cadenceOf, medianStep, stepShown } from '../../../../shared/domain/telemetry/cadence.ts';

const times = (...steps: number[]) =>
  Float64Array.from([0, ...steps.map((_, i) => steps.slice(0, i + 1).reduce((a, b) => a + b, 0) * 1e6)]);

describe('the cadence of a series', () => {
  it.each([
    ['as promised, one lost', [60, 60, 120, 60], 60, 60],
    ['a little slower than promised', [89, 89, 91, 89], 60, 60],
    ['three times slower', [180, 180, 181, 179], 60, 180],
    ['sixty times faster', [1, 1, 1, 1, 1], 60, 1],
  ])('%s is judged by the right step', (_, steps, period, judged) => {
    expect(stepShown(cadenceOf(times(...steps), period), period)).toBe(judged * 1e6);
  });

  it('is none of few samples, nor of scattered ones', () => {
    expect(cadenceOf(times(), 60)).toBeNull();
    expect(stepShown(cadenceOf(times(600), 60), 60)).toBeNull();
    expect(stepShown(cadenceOf(times(600, 4000, 9000, 700), 60), 60)).toBeNull();
  });

  it('stands where half of many steps are alike, the others lost between', () => {
    const steps = Array.from({ length: 40 }, (_, i) => (i % 3 === 2 ? 600 : 300));
    expect(stepShown(cadenceOf(times(...steps), 60), 60)).toBe(300e6);
  });
});

describe('the median step of several buckets', () => {
  it('weighs each by its intervals', () => {
    const of = (step: number, steps: number) => ({ step, steps, isRegular: true });
    expect(medianStep([of(60, 10), null, of(1, 9)])).toBe(60);
    expect(medianStep([of(60, 10), of(1, 11)])).toBe(1);
    expect(medianStep([null])).toBeNull();
  });
});
