import { describe, expect, it } from 'vitest';
import { crowdingOf, isCrowded } from '../../../../shared/domain/archive/crowding.ts';
import type { RankedFrame } from '../../../../shared/domain/archive/samples.ts';

const SECOND = 1e6;
const PERIOD = 60 * SECOND;

const frameOf = (seconds: readonly number[], series = 'a'): RankedFrame => ({
  rank: 1,
  frame: {
    times: Float64Array.from(seconds, (one) => one * SECOND),
    columns: [
      { series, storage: { kind: 'float64' }, values: new Float64Array(seconds.length).fill(1), flags: 0 },
    ],
  },
});
const each = (count: number, step: number, from = 0) =>
  Array.from({ length: count }, (_, i) => from + i * step);
const crowding = (held: readonly number[], brought: readonly number[], period: number | null = PERIOD) =>
  crowdingOf([frameOf(held)], [frameOf(brought)], () => period);
const isCrowd = (held: readonly number[], brought: readonly number[], period?: number) =>
  crowding(held, brought, period).some(isCrowded);

describe('a file in time that is full', () => {
  it('is seen where its samples lie a second beside those that are there', () => {
    expect(crowding(each(60, 60), each(60, 60, 1))).toEqual([
      { series: 'a', brought: 60, held: 59, between: 59 },
    ]);
    expect(isCrowd(each(60, 60), each(60, 60, 1))).toBe(true);
    // Over the end of what is there by a third.
    expect(isCrowd(each(60, 60), each(60, 60, 1201))).toBe(true);
  });

  it.each<[string, number[], number[]]>([
    ['the same samples again', each(60, 60), each(60, 60)],
    ['what comes after', each(60, 60), each(60, 60, 3600)],
    ['a hole that is filled', [...each(20, 60), ...each(20, 60, 2400)], each(20, 60, 1200)],
    ['every second sample, which was lost', each(30, 120), each(30, 120, 60)],
    ['a few odd ones', each(60, 60), each(9, 60, 1)],
    ['a slow file in a fast series', each(600, 6), each(60, 60, 1)],
    ['a hole where the declared period is too long', [...each(99, 3), ...each(99, 3, 600)], each(99, 3, 300)],
  ])('is not %s', (_, held, brought) => {
    expect(isCrowd(held, brought)).toBe(false);
  });

  it('is nothing of another series, or of one that is not declared', () => {
    expect(crowdingOf([frameOf(each(60, 60), 'b')], [frameOf(each(60, 60, 1))], () => PERIOD)).toEqual([]);
    expect(crowding(each(60, 60), each(60, 60, 1), null)).toEqual([]);
  });
});
