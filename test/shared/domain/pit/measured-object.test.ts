import { describe, expect, it } from 'vitest';
import type { MeasuredObject } from '../../../../shared/domain/assay/pit-table.ts';
import { contradictions } from '../../../../shared/domain/pit/measured-object.ts';

const object = (told: Partial<MeasuredObject>): MeasuredObject => ({
  ...{ line: 2, label: '1', area: 100, perimeter: null, depth: null, volume: null },
  ...{ image: null, unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
  ...{ shape: null, circularity: null, major: null, minor: null, ...told },
});

describe('objects whose numbers contradict each other', () => {
  it.each([
    ['ImageJ', object({ major: 20, minor: 100 / ((Math.PI / 4) * 20) })],
    ['ImageJ', object({ major: 20 })],
    ['CellProfiler', object({ major: 20, minor: 20 })],
    ['CellProfiler', object({ perimeter: 40, circularity: (4 * Math.PI * 100) / 1600 })],
    [null, object({ major: 20, minor: 20, perimeter: 40, circularity: 9 })],
  ] as const)('are none by the identities of %s: %#', (by, one) => {
    expect(contradictions([one], by)).toEqual([]);
  });

  it('are flagged by the identity of the program that wrote them, and not repaired', () => {
    expect(contradictions([object({ major: 20, minor: 20 })], 'ImageJ')).toEqual([
      {
        ...{ line: 2, code: 'object.ellipse' },
        message: 'object 1: expected an area of π/4 · major · minor = 314.2, got 100; nothing was repaired',
      },
    ]);
    expect(contradictions([object({ perimeter: 40, circularity: 0.1 })], 'CellProfiler')).toMatchObject([
      { code: 'object.form-factor' },
    ]);
  });
});
