import { describe, expect, it } from 'vitest';
import { coarser, filledCells, lagCells } from '../../../../shared/domain/lag/cells.ts';
import { seriesOf } from '../twins/series-of.ts';

const minutes = (values: readonly (readonly [number, number])[]) =>
  seriesOf(values.map(([minute, value]) => [minute * 60e6, value] as const));

describe('the cells of two series', () => {
  it('are means around the flight samples, on one axis, and NaN where nothing is', () => {
    const flight = minutes([0, 1, 2, 3, 5].map((minute) => [minute, minute + 1] as const));
    const ground = minutes([
      [1.2, 10],
      [1.4, 20],
      [2.2, 30],
      [2.4, 30],
      [4.6, 50],
    ]);
    const cells = lagCells(flight, ground, 60);
    expect(cells).toMatchObject({ stepSeconds: 60, start: 0 });
    expect([...cells!.flight]).toEqual([1, 2, 3, 4, Number.NaN, 6]);
    expect([...cells!.ground]).toEqual([Number.NaN, 15, 30, Number.NaN, Number.NaN, 50]);
    expect(filledCells(cells!.ground)).toBe(3);
  });

  it('begin where the earlier series does', () => {
    const flight = minutes([10, 11, 12].map((minute) => [minute, 1] as const));
    const ground = minutes([7.9, 8.9, 9.9].map((minute, i) => [minute, i] as const));
    const cells = lagCells(flight, ground, 60);
    expect(cells?.start).toBe(7 * 60e6);
    expect([...cells!.ground].indexOf(0)).toBe(1);
  });

  it('get longer, by whole periods, where there would be more than 16,384', () => {
    const long = seriesOf(Array.from({ length: 40_000 }, (_, i) => [i * 60e6, i] as const));
    const cells = lagCells(long, long, 60);
    expect(cells?.stepSeconds).toBe(180);
    expect(cells!.flight.length).toBeLessThanOrEqual(16_384);
  });

  it('are none without a sample of both', () => {
    expect(lagCells(minutes([]), minutes([[0, 1]]), 60)).toBeNull();
  });

  it('join to coarser ones by the mean of what they hold', () => {
    const joined = coarser(Float64Array.of(1, 3, Number.NaN, 5, Number.NaN, Number.NaN, 7), 2);
    expect([...joined]).toEqual([2, 5, Number.NaN, 7]);
  });
});
