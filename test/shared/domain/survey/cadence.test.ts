import { describe, expect, it } from 'vitest';
import { cadenceOf, periodMismatch, type SeriesStep } from '../../../../shared/domain/survey/cadence.ts';
import { ColumnSteps } from '../../../../shared/domain/survey/column-steps.ts';

const SECOND = 1e6;

function series(step: number, period: number, steps = 100): SeriesStep {
  return { unit: 'FU1', series: 'temperature', step: step * SECOND, period: period * SECOND, steps };
}

describe('the step of a series against its period', () => {
  it.each([
    [60, 60, false],
    [89.9, 60, false],
    [90, 60, true],
    [40.1, 60, false],
    [40, 60, true],
    [1, 60, true],
    [3600, 60, true],
  ])('%d s where %d s is declared: %s', (step, period, isOther) => {
    expect(periodMismatch([series(step, period)])?.code).toBe(isOther ? 'period.mismatch' : undefined);
  });

  it('is not judged by fewer than five steps', () => {
    expect(periodMismatch([series(60, 1, 4)])).toBeNull();
    expect(periodMismatch([series(60, 1, 5)])).not.toBeNull();
  });

  it('is one warning that names three series and counts the rest', () => {
    expect(periodMismatch([series(600, 60)])?.message).toContain(
      '1 series comes in other steps than the period of the channel: FU1 temperature every 10 min (declared: 1 min);',
    );
    expect(periodMismatch(Array.from({ length: 50 }, () => series(600, 60)))?.message).toContain(
      'and 47 more',
    );
  });

  it('is listed for a hundred series', () => {
    expect(cadenceOf([series(1, 1)])).toEqual({ series: [series(1, 1)], more: 0 });
    const { series: listed, more } = cadenceOf(Array.from({ length: 130 }, () => series(1, 1)));
    expect([listed.length, more]).toEqual([100, 30]);
  });
});

describe('the steps of a column', () => {
  /** Rows a second, of which the column `of` has a value in every n-th. */
  function stepsOf(rows: number, every: number, batch = 1000) {
    const steps = new ColumnSteps();
    for (let at = 0; at < rows; at += batch) {
      const numbers = Array.from({ length: Math.min(batch, rows - at) }, (_, i) => at + i);
      const slow = Float64Array.from(numbers, (i) => (i % every === 0 ? i : Number.NaN));
      steps.batch({
        rows: numbers.length,
        readings: numbers.length + slow.filter((value) => !Number.isNaN(value)).length,
        times: Float64Array.from(numbers, (i) => i * SECOND),
        kinds: null,
        values: [Float64Array.from(numbers), slow],
      });
    }
    return [steps.median(0, 0, 2)?.step, steps.median(0, 1, 2)?.step];
  }

  it('are its own where it has not a value in every row, however many rows there are', () => {
    expect(stepsOf(1000, 10)).toEqual([SECOND, 10 * SECOND]);
    expect(stepsOf(1_000_000, 10)).toEqual([SECOND, 10 * SECOND]);
    expect(stepsOf(100_000, 3000)).toEqual([SECOND, 3000 * SECOND]);
  });

  it('are those of the rows where each has a value', () => {
    expect(stepsOf(1000, 1)).toEqual([undefined, undefined]);
  });
});
